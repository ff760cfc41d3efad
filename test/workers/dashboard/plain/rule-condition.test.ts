import { expect, it } from 'vitest'
import { conditionText } from '../../../../workers/dashboard/plain/rule-condition'

const TRIP = { market: 'LIS-JFK', departure_date: '2026-12-13', currency: 'EUR' }

it.each([
  [{ kind: 'target_price', ...TRIP, amount: 250 }, 'LIS-JFK on 13 Dec costs 250 EUR or less'],
  [{ kind: 'price_drop', ...TRIP, percent: 10 }, 'LIS-JFK on 13 Dec falls by 10 % or more, in EUR'],
  [{ kind: 'dead_letters', count: 3 }, '3 or more dead letters wait'],
  [{ kind: 'incident' }, 'any incident'],
  [
    { kind: 'incident', classes: ['mistake_fare'], market: 'LIS-JFK', least_severity: 'P2' },
    'mistake fare in LIS-JFK, P2 or worse',
  ],
] as const)('%j is "%s"', (condition, text) => {
  const mutable = structuredClone(condition) as Parameters<typeof conditionText>[0]
  expect(conditionText(mutable)).toBe(text)
})
