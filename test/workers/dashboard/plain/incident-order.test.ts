import { describe, expect, it } from 'vitest'
import { type Incident, queued, stepped } from '../../../../workers/dashboard/plain/incident-order'

const incident = (id: string, state: Incident['state'], amount: string | undefined): Incident => ({
  id,
  class: 'mistake_fare',
  state,
  severity: 'P2',
  airline: null,
  markets: ['LIS-JFK'],
  opened_at: '2026-11-29T10:00:00.000Z',
  last_seen_at: '2026-11-29T11:00:00.000Z',
  resolved_at: null,
  verdict_at: null,
  money_at_stake: { amount: amount ?? '0.00', currency: 'EUR' },
  reason: 'a reason',
  evidence: [],
})

describe('the work queue', () => {
  it('has open incidents first, the most money first, by amount and not by text', () => {
    const given = [
      incident('small', 'open', '90.00'),
      incident('done', 'resolved', '9000.00'),
      incident('seen', 'acknowledged', '5000.00'),
      incident('large', 'open', '1200.00'),
    ]
    expect(queued(given).map(({ id }) => id)).toEqual(['large', 'small', 'seen', 'done'])
  })

  it('keeps the selection within the list', () => {
    expect(stepped(['a', 'b'], 'a', 1)).toBe('b')
    expect(stepped(['a', 'b'], 'b', 1)).toBe('b')
    expect(stepped(['a', 'b'], 'gone', -1)).toBe('a')
    expect(stepped([], 'a', 1)).toBe('')
  })
})
