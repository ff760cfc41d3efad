import { expect, test } from 'vitest'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { search } from '../../build/native-events'

const read = createEventReader(
  { now: Date.parse('2026-11-20T12:01:00Z'), maxClockSkewMs: 0 },
  { sender: {}, hashUser: (id) => id }
)
const withoutTrip = {
  origin_airport: undefined,
  destination_airport: null,
  departure_date: undefined,
  return_date: undefined,
  number_of_passengers: undefined,
  cabin_class: undefined,
}
const typed = (query: string, changes: object = {}) =>
  read(search({ ...withoutTrip, query, ...changes }))

test('requires no field that a typed search contains', () => {
  expect(typed('business class from lisbon to london on 3 may 2027 for 2 people')).toMatchObject({
    event: {
      market: expect.stringMatching(/^LIS-L/),
      departureDate: '2027-05-03',
      cabin: 'business',
      passengers: 2,
      query: 'business class from lisbon to london on 3 may 2027 for 2 people',
    },
  })
})

test("prefers the sender's fields to the text's", () => {
  const given = { origin_airport: 'OPO', departure_date: '2027-05-04' }
  expect(typed('lisbon to london on 3 may 2027', given)).toMatchObject({
    event: { market: expect.stringMatching(/^OPO-L/), departureDate: '2027-05-04' },
  })
})

test('leaves a field missing from both as missing', () => {
  expect(typed('cheap flights lisbon to london in may')).toMatchObject({
    refusals: [{ pointer: '/departure_date', code: 'missing' }],
  })
  expect(typed('somewhere warm', { timestamp: 'now' })).toMatchObject({
    refusals: expect.arrayContaining([expect.objectContaining({ pointer: '/timestamp' })]),
  })
})
