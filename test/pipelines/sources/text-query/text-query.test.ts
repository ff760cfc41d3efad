import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { place } from '../../../../models/airline/places'
import { readTextQuery, tripFieldsOf } from '../../../../pipelines/sources/text-query/text-query'
import { CITY_AIRPORTS } from '../../../../pipelines/sources/text-query/text-query-cities'

/** A Friday. */
const NOW = Date.UTC(2026, 10, 20, 12)
const read = (text: string) => readTextQuery(text, NOW)
const trip = (text: string) => tripFieldsOf(read(text))

describe('a typed search', () => {
  it('reads market and month from "cheap flights lisbon to new york in may"', () => {
    const query = read('cheap flights lisbon to new york in may')
    expect(query).toMatchObject({
      text: 'cheap flights lisbon to new york in may',
      origin: { name: 'lisbon', airports: ['LIS'] },
      destination: { name: 'new york', airports: ['JFK', 'EWR', 'LGA'] },
      departure: { from: '2027-05-01', to: '2027-05-31' },
    })
    expect(tripFieldsOf(query)).toEqual({ origin_airport: 'LIS', destination_airport: 'JFK' })
  })

  it('reads the whole trip from "LIS-JFK 12 dec return 20 dec business 2 adults"', () => {
    expect(trip('LIS-JFK 12 dec return 20 dec business 2 adults')).toEqual({
      origin_airport: 'LIS',
      destination_airport: 'JFK',
      departure_date: '2026-12-12',
      return_date: '2026-12-20',
      number_of_passengers: 2,
      cabin_class: 'business',
    })
  })

  it('reads "next friday" on a Friday as the one of next week', () => {
    const query = read('one way from Paris to Tokyo next friday')
    expect(query.roundTrip).toBe(false)
    expect(tripFieldsOf(query)).toEqual({
      origin_airport: 'CDG',
      destination_airport: 'NRT',
      departure_date: '2026-11-27',
    })
  })

  it.each([
    ['lis-jfk', 'LIS', 'JFK'],
    ['from lis to jfk', 'LIS', 'JFK'],
    ['São Paulo → Zürich', 'GRU', 'ZRH'],
    ['FLIGHTS FROM LONDON TO NICE', 'LHR', 'NCE'],
    ['nice cheap flights to malaga', undefined, 'AGP'],
    ['to Paris from Berlin via Munich', 'BER', 'CDG'],
    ['new york los angeles', 'JFK', 'LAX'],
    ['bangkok departing london', 'LHR', 'BKK'],
    ['LHR to salt lake city', 'LHR', 'SLC'],
    ['lisbon', undefined, undefined],
    ['I may fly to the sun', undefined, undefined],
  ])('tells the ends of "%s"', (text, origin, destination) => {
    const fields = trip(text)
    expect([fields.origin_airport, fields.destination_airport]).toEqual([origin, destination])
  })

  it.each([
    ['2027-01-03', '2027-01-03', undefined],
    ['3/1/2027', '2027-01-03', undefined],
    ['12/13/2026', '2026-12-13', undefined],
    ['the 1st of march', '2027-03-01', undefined],
    ['aug 4 for a week', '2027-08-04', '2027-08-11'],
    ['12-15 december', '2026-12-12', '2026-12-15'],
    ['dec 12 to dec 20', '2026-12-12', '2026-12-20'],
    ['20 dec until 5 jan', '2026-12-20', '2027-01-05'],
    ['return 20 jan, out 5 jan', '2027-01-05', '2027-01-20'],
    ['one way 5 jan 20 jan', '2027-01-05', undefined],
    ['tomorrow for 3 nights', '2026-11-21', '2026-11-24'],
    ['on mon back on thursday', '2026-11-23', '2026-11-26'],
    ['in 3 weeks', '2026-12-11', undefined],
    ['31 june', undefined, undefined],
    ['2026-13-45', undefined, undefined],
    ['99/99', undefined, undefined],
  ])('tells the days of "%s"', (text, departure, back) => {
    const fields = trip(text)
    expect([fields.departure_date, fields.return_date]).toEqual([departure, back])
  })

  it.each([
    ['early june', '2027-06-01', '2027-06-10'],
    ['late february', '2027-02-21', '2027-02-28'],
    ['in november', '2026-11-20', '2026-11-30'],
    ['this weekend', '2026-11-21', '2026-11-22'],
    ['next week', '2026-11-23', '2026-11-29'],
    ['next month', '2026-12-01', '2026-12-31'],
  ])('tells the span of "%s"', (text, from, to) => {
    expect(read(text).departure).toEqual({ from, to })
  })

  it.each([
    ['2 adults and 1 child', 3],
    ['family of four', 4],
    ['for two', 2],
    ['a couple', 2],
    ['400 people', undefined],
  ])('counts the passengers of "%s"', (text, passengers) => {
    expect(read(text).passengers).toBe(passengers)
  })

  it.each([
    ['business class', 'business'],
    ['premium economy', 'premium'],
    ['first class', 'first'],
    ['my first business trip', undefined],
  ])('tells the cabin of "%s"', (text, cabin) => {
    expect(read(text).cabin).toBe(cabin)
  })

  it('keeps the text without a matching rule', () => {
    expect(read('somewhere warm and cheap')).toEqual({ text: 'somewhere warm and cheap' })
  })

  it('never throws and never names a span that ends before it begins', () => {
    const word = fc.constantFrom(
      ...'from to - in may next friday 31 12 feb 2027 return for two lisbon NYC LIS weekend'.split(
        ' '
      )
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join(' '))
    )
    fc.assert(
      fc.property(text, fc.nat(4e12), (typed, now) => {
        const query = readTextQuery(typed, now)
        expect(query.text).toBe(typed.slice(0, 500))
        for (const span of [query.departure, query.return]) {
          if (span) expect(span.to >= span.from).toBe(true)
        }
      })
    )
  })
})

it('names only airports that the table knows', () => {
  const unknown = [...CITY_AIRPORTS].filter(
    ([, airports]) => airports.length === 0 || !airports.every((code) => place(code))
  )
  expect(unknown).toEqual([])
})
