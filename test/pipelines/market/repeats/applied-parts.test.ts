import { expect, test } from 'vitest'
import {
  createAppliedParts,
  findPart,
  rememberPart,
} from '../../../../pipelines/market/repeats/applied-parts'

test('a part is answered as it was remembered', () => {
  const parts = createAppliedParts()
  rememberPart(parts, 'a', { counted: 3, repeated: 1 })
  expect(findPart(parts, 'a')).toEqual({ counted: 3, repeated: 1 })
  expect(findPart(parts, 'b')).toBeUndefined()
})

test('the latest 1,024 parts are remembered', () => {
  const parts = createAppliedParts()
  for (let n = 0; n <= 1_024; n += 1) rememberPart(parts, `p${n}`, { counted: n, repeated: 0 })
  expect(findPart(parts, 'p0')).toBeUndefined()
  expect(findPart(parts, 'p1')).toEqual({ counted: 1, repeated: 0 })
  expect(findPart(parts, 'p1024')).toEqual({ counted: 1_024, repeated: 0 })
})
