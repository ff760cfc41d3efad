import { expect, test } from 'vitest'
import { addUsage, estimatedCostUsd, NO_USAGE } from '../../../workers/metering/usage'

test('adds counts field by field', () => {
  const counts = { requests: 1, items: 20, units: 2 }
  expect(addUsage(NO_USAGE, counts)).toEqual(counts)
  expect(addUsage(counts, counts)).toEqual({ requests: 2, items: 40, units: 4 })
})

test('charges a record for its message and its object, other items for their CPU', () => {
  const counts = { requests: 1_000_000, items: 0, units: 0 }
  const usd = (operation: string, items: number) =>
    estimatedCostUsd({ ...counts, items, operation })
  expect(usd('GET /health', 0)).toBeCloseTo(0.4, 12)
  expect(usd('POST /v1/events', 1_000_000)).toBeCloseTo(0.4175, 12)
  expect(usd('POST /v1/quotes:check', 1_000_000)).toBeCloseTo(0.404, 12)
})
