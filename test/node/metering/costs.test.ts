import { expect, test } from 'vitest'
import { COSTS, costOf, costsText, itemUnits } from '../../../workers/metering/costs'

test('takes one unit of an operation that is not listed', () => {
  expect(costOf('GET /v1/price-insights')).toEqual({ item: 'request', itemsPerUnit: 1, request: 1 })
})

test.each([
  ['POST /v1/events', 0, 0],
  ['POST /v1/events', 10, 0],
  ['POST /v1/events', 11, 1],
  ['POST /v1/events', 1_000, 99],
  ['POST /v1/price-insights:batch', 500, 499],
  ['POST /v1/jobs/{name}:run', 1, 0],
])('takes for %s of %i items %i units beyond the request', (operation, items, units) => {
  expect(itemUnits(costOf(operation), items)).toBe(units)
})

test('writes a row for every operation of the table', () => {
  const text = costsText()
  for (const operation of Object.keys(COSTS)) expect(text).toContain(`\`${operation}\``)
  expect(text).toContain('| `POST /v1/price-insights:batch` | 1 for each trip, at least 1 |')
  expect(text).toContain('| `POST /v1/events` | 1 for every 10 items (record), at least 1 |')
  expect(text).toContain('| `POST /v1/jobs/{name}:run` | 100 a run |')
})
