import { expect, test } from 'vitest'
import { admit } from '../../../pipelines/intake/admit'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { booking, search } from '../../build/native-events'

const read = createEventReader(
  { now: Date.parse('2026-11-20T12:01:00Z'), maxClockSkewMs: 0 },
  { sender: {}, hashUser: () => 'hash' }
)

test('every entry is accepted, a duplicate or rejected', () => {
  const admission = admit(
    [
      { line: 1, record: search({ search_id: 'a' }) },
      { line: 2, refusal: { pointer: '', code: 'malformed', detail: 'must be JSON' } },
      { line: 4, record: search({ search_id: 'a', price_offers: [] }) },
      { line: 5, record: search({ currency: 'XXQ' }) },
    ],
    read
  )
  expect(admission).toMatchObject({
    accepted: [{ line: 1, event: { id: 'a' } }],
    duplicates: 1,
    rejected: [
      { line: 2, refusals: [{ code: 'malformed' }] },
      { line: 5, refusals: [{ code: 'unknown-currency' }] },
    ],
  })
})

test('a search and a booking of one id are two events', () => {
  const records = [search({ search_id: 'a' }), booking({ booking_id: 'a' })]
  const entries = records.map((record, index) => ({ line: index + 1, record }))
  expect(admit(entries, read)).toMatchObject({ accepted: { length: 2 }, duplicates: 0 })
})
