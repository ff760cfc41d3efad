import { expect, test } from 'vitest'
import { newDecisionId } from '../../../workers/decisions/decision-id'

test('names a decision by 128 random bits', () => {
  const ids = Array.from({ length: 100 }, newDecisionId)
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^dec_[\da-f]{32}$/)
})
