import { expect, test } from 'vitest'
import { codeRevision } from '../../../../tools/training/kit/code-revision'

test('names the commit, marked where files differ from it', () => {
  expect(codeRevision()).toMatch(/^([0-9a-f]{12}\+?|unknown)$/)
})
