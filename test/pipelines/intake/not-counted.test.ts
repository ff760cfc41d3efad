import { expect, test } from 'vitest'
import type { Event } from '../../../pipelines/events/event'
import { notCounted } from '../../../pipelines/intake/not-counted'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { booking, search } from '../../build/native-events'

const read = createEventReader(
  { now: Date.parse('2026-11-20T12:01:00Z'), maxClockSkewMs: 0 },
  { sender: {}, hashUser: () => 'hash' }
)

function eventOf(record: object): Event {
  const result = read(record)
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals))
  return result.event
}

test('counts offers that are no fares of their market, by construction', () => {
  const offers = [
    { airline: 'TP', price: 100, construction: 'hidden_city' },
    { airline: 'TP', price: 90, construction: 'hidden_city' },
    { airline: 'TP', price: 80 },
  ]
  const events = [search({ price_offers: offers }), booking({ booking_id: 'b' })].map(eventOf)
  expect(notCounted(events)).toEqual({ hidden_city: 2 })
  expect(notCounted([])).toEqual({})
})
