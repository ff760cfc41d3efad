import { describe, expect, it } from 'vitest'
import { createEventReader } from '../../../../pipelines/intake/read-event'
import {
  addSighting,
  eventsInOrder,
  type FareRow,
  missingColumns,
  type OfferGroups,
  type SourceAdapter,
} from '../../../../pipelines/sources/document/adapter'
import { easemytrip } from '../../../../pipelines/sources/fare-files/easemytrip'
import { expedia } from '../../../../pipelines/sources/fare-files/expedia'
import { panel } from '../../../../pipelines/sources/fare-files/panel-file'
import { easemytripRow, expediaRow, panelRow } from '../../../build/file-rows'

function eventsOf(adapter: SourceAdapter, ...rows: readonly FareRow[]) {
  const groups: OfferGroups = new Map()
  for (const row of rows) {
    const sighting = adapter.read(row)
    if (typeof sighting === 'string') throw new Error(sighting)
    addSighting(groups, sighting)
  }
  return eventsInOrder(groups)
}

describe('expedia', () => {
  it('reads a row as one search with one offer', () => {
    expect(eventsOf(expedia, expediaRow)).toEqual([
      {
        timestamp: expect.stringMatching(/^2022-04-16T(1[2-9]|2[0-3]):\d\d:\d\dZ$/),
        search_id: '02c58596e1ce101b865271f1ad075ba0-2022-04-16',
        origin_airport: 'DTW',
        destination_airport: 'ATL',
        departure_date: '2022-04-20',
        number_of_passengers: 1,
        currency: 'USD',
        cabin_class: 'economy',
        price_offers: [
          {
            airline: 'DL',
            price: 521.61,
            stops: 1,
            duration_minutes: 440,
            departure_at: '2022-04-20T12:50:00',
            seats_remaining: 9,
            fare_basis: 'QA0QA0MQ',
          },
        ],
      },
    ])
  })

  it('returns the contents of basic economy and omits unknown seats', () => {
    const row = { ...expediaRow, isBasicEconomy: 'True', seatsRemaining: '0' }
    const [event] = eventsOf(expedia, row)
    expect(event?.price_offers[0]).toMatchObject({ bags_included: 0 })
    expect(event?.price_offers[0]).not.toHaveProperty('seats_remaining')
  })

  it('reads durations of a day and more', () => {
    const [event] = eventsOf(expedia, { ...expediaRow, travelDuration: 'P1DT2M' })
    expect(event?.price_offers[0]?.duration_minutes).toBe(1442)
  })

  it.each([
    ['totalFare', '', 'totalFare: is missing'],
    ['totalFare', '-1', 'totalFare: must be a price above 0 (read "-1")'],
    ['flightDate', '20.04.2022', 'flightDate: must be a calendar day'],
    ['segmentsCabinCode', 'deck', 'segmentsCabinCode: no cabin is called so'],
    ['travelDuration', '7h', 'travelDuration: must be an ISO 8601 duration'],
  ])('rejects a row whose %s is "%s"', (column, text, reason) => {
    expect(expedia.read({ ...expediaRow, [column]: text })).toContain(reason)
  })
})

describe('easemytrip', () => {
  it('makes one search of all offers of a market, class and day', () => {
    const dearer = { ...easemytripRow, flight: 'UK-995', airline: 'Vistara', price: '6000' }
    const later = { ...easemytripRow, days_left: '2' }
    const events = eventsOf(easemytrip, easemytripRow, later, dearer)
    expect(events).toHaveLength(2)
    const event = events.find(({ departure_date }) => departure_date === '2022-02-11')
    expect(event).toMatchObject({
      timestamp: expect.stringMatching(/^2022-02-10T/),
      origin_airport: 'DEL',
      destination_airport: 'BOM',
      currency: 'INR',
      cabin_class: 'economy',
    })
    expect(event?.price_offers).toEqual([
      {
        airline: 'SG',
        flight_number: 'SG8709',
        price: 5953,
        stops: 0,
        duration_minutes: 130,
        departure_at: '2022-02-11T18:00:00',
      },
      expect.objectContaining({ airline: 'UK', flight_number: 'UK995' }),
    ])
  })

  it.each([
    ['6.00E-269', '6E269'],
    ['0.00E+00', undefined],
    ['', undefined],
  ])('reads the flight "%s" back from the spreadsheet as %s', (flight, expected) => {
    const [event] = eventsOf(easemytrip, { ...easemytripRow, flight })
    expect(event?.price_offers[0]?.flight_number).toBe(expected)
  })

  it('rejects a city it has no airport for', () => {
    expect(easemytrip.read({ ...easemytripRow, source_city: 'Pune' })).toBe(
      'source_city: must be one of Bangalore, Chennai, Delhi, Hyderabad, Kolkata, Mumbai (read "Pune")'
    )
  })
})

describe('panel', () => {
  it('makes one search of all flights seen at one instant, per currency', () => {
    const events = eventsOf(
      panel,
      panelRow,
      { ...panelRow, flight_number: 'LH803', price: '150' },
      { ...panelRow, currency: 'SEK', price: '1450' }
    )
    expect(events.map(({ currency, price_offers }) => [currency, price_offers.length])).toEqual([
      ['EUR', 2],
      ['SEK', 1],
    ])
    expect(events[0]?.price_offers[0]).toEqual({
      airline: 'LH',
      flight_number: 'LH801',
      price: 136.22,
      departure_at: '2019-04-01T08:10:00',
    })
  })

  it('keeps returns apart from one-ways and takes what other panels add', () => {
    const row = { ...panelRow, return_date: '2019-04-08', seats_left: '4', stops: '0' }
    const [event] = eventsOf(panel, row)
    expect(event).toMatchObject({ return_date: '2019-04-08' })
    expect(event?.price_offers[0]).toMatchObject({ seats_remaining: 4, stops: 0 })
    expect(eventsOf(panel, panelRow, row)).toHaveLength(2)
  })

  it('names no flight where a row lists several for its one price', () => {
    const row = { ...panelRow, flight_number: 'W61382|W61384', departure_time: '21:00|09:00' }
    const [event] = eventsOf(panel, row)
    expect(event?.price_offers).toEqual([{ airline: 'LH', price: 136.22 }])
  })
})

describe('every source', () => {
  it.each([
    ['expedia', expedia, expediaRow],
    ['easemytrip', easemytrip, easemytripRow],
    ['panel', panel, panelRow],
  ])('%s makes events that the door accepts, the same ones each time', (_, adapter, row) => {
    const events = eventsOf(adapter, row)
    expect(eventsOf(adapter, row)).toEqual(events)
    const now = Date.parse(events[0]?.timestamp ?? '')
    const read = createEventReader({ now, maxClockSkewMs: 0 }, { sender: {}, hashUser: (id) => id })
    expect(events.map(read)).toEqual([{ event: expect.objectContaining({ type: 'search' }) }])
  })

  it('names the columns a file lacks and forgives the ones it adds', () => {
    expect(missingColumns(panel, [...Object.keys(panelRow), 'note'])).toEqual([])
    expect(missingColumns(panel, ['observed_at', 'origin', 'destination'])).toEqual([
      'departure_date',
      'carrier',
      'price',
      'currency',
    ])
  })
})
