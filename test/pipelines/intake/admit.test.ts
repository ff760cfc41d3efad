import { describe, expect, test } from 'vitest'
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
    rejected: {
      count: 2,
      named: [
        { line: 2, refusals: [{ code: 'malformed' }] },
        { line: 5, refusals: [{ code: 'unknown-currency' }] },
      ],
    },
  })
})

test('a search and a booking of one id are two events', () => {
  const records = [search({ search_id: 'a' }), booking({ booking_id: 'a' })]
  const entries = records.map((record, index) => ({ line: index + 1, record }))
  expect(admit(entries, read)).toMatchObject({ accepted: { length: 2 }, duplicates: 0 })
})

describe('a request of many problems', () => {
  test('names the first hundred and counts all', () => {
    const entries = Array.from({ length: 1_000 }, (_, n) => ({ line: n + 1, record: n }))
    const admission = admit(entries, read)
    expect(admission).toMatchObject({ rejected: { count: 1_000 } })
    expect('rejected' in admission && admission.rejected.named).toHaveLength(100)
  })

  test('is refused once they exceed the limit, with the first of them', () => {
    const record = search({ price_offers: new Array(1_000).fill({}) })
    const entries = Array.from({ length: 100 }, (_, n) => ({ line: n + 1, record }))
    expect(admit(entries, read)).toMatchObject({
      code: 'too-many',
      detail: expect.stringContaining('record 1, /price_offers/0/airline is missing'),
    })
  })
})

test('offers are counted over all records', () => {
  const record = search({ price_offers: new Array(1_000).fill({ airline: 'TP', price: 1 }) })
  const entries = Array.from({ length: 101 }, (_, n) => ({ line: n + 1, record }))
  expect(admit(entries.slice(1), read)).toMatchObject({ duplicates: 99 })
  expect(admit(entries, read)).toMatchObject({ code: 'too-many' })
})
