import { expect, it } from 'vitest'
import { byOperation } from '../../../../workers/dashboard/plain/usage-totals'

it('adds days and keys up and puts the most requested operation first', () => {
  const entry = (day: string, operation: string, requests: number) => ({
    day,
    key_id: 'key_1',
    operation,
    requests,
    items: 0,
    unit: 'request',
    units: 2 * requests,
    estimated_cost_usd: requests / 1_000,
  })
  const entries = [
    entry('2026-11-28', 'GET /v1/alerts', 1),
    entry('2026-11-29', 'GET /v1/alerts', 2),
    entry('2026-11-29', 'GET /health', 9),
  ]
  expect(byOperation(entries)).toEqual([
    { operation: 'GET /health', requests: 9, units: 18, cost: 0.009 },
    { operation: 'GET /v1/alerts', requests: 3, units: 6, cost: 0.003 },
  ])
})
