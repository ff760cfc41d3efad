import { expect, test } from 'vitest'
import { instantOrNull } from '../../../workers/http/instant'

test('writes an instant as RFC 3339 and keeps the absence of one', () => {
  expect(instantOrNull(0)).toBe('1970-01-01T00:00:00.000Z')
  expect(instantOrNull(null)).toBeNull()
})
