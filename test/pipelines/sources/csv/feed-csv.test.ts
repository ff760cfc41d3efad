import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../../../pipelines/sources/csv/feed-csv'
import { FeedMap } from '../../../../pipelines/sources/csv/feed-csv-map'
import { context, refusalsAtDoor } from '../../../build/documents'

const map = FeedMap.parse({
  delimiter: ';',
  fields: {
    search_id: 'Search',
    timestamp: { column: 'At', unit: 'epoch-seconds' },
    origin_airport: 'From',
    destination_airport: 'To',
    departure_date: { column: 'Out', unit: 'DD.MM.YYYY' },
    currency: { constant: 'EUR' },
    airline: 'Carrier',
    flight_number: 'Flight',
    price: { column: 'Cents', unit: 'minor' },
    duration_minutes: { column: 'Hours', unit: 'hours' },
    cabin_class: 'Cabin',
    offer_id: 'Note',
  },
})
const HEADER = 'Search;At;From;To;Out;Carrier;Flight;Cents;Hours;Cabin;Note'
const LINE = 's1;1795168800;lis;JFK;3.5.2027;TP;TP-203;23448;8,5;Economy;a'
const line = LINE.replace('8,5', '8.5')
const read = (...lines: string[]) => readFeed(lines.join('\r\n'), map, context)

describe('a CSV feed', () => {
  it('reads columns in their units, and lines of one search as one event', () => {
    const result = read(HEADER, line, line.replace('23448', '19999'))
    expect(result.problems).toEqual([])
    expect(result.events).toMatchObject([
      {
        search_id: 's1',
        timestamp: '2026-11-20T10:00:00Z',
        origin_airport: 'LIS',
        destination_airport: 'JFK',
        departure_date: '2027-05-03',
        currency: 'EUR',
        cabin_class: 'economy',
        price_offers: [
          { airline: 'TP', flight_number: 'TP203', price: 234.48, duration_minutes: 510 },
          { price: 199.99 },
        ],
      },
    ])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('reads quoted cells with delimiters, quotes and line breaks, and counts those lines', () => {
    const quoted = line.replace(/a$/, '"a;""b""\r\nc"')
    const result = read(HEADER, quoted, line.replace('JFK', 'nowhere'))
    expect(result.events[0]?.price_offers[0]?.offer_id).toBe('a;"b"\r\nc')
    expect(result.problems).toMatchObject([{ line: 4, pointer: '/destination_airport' }])
  })

  it.each([
    ['23448', '', 'no-price', '/price'],
    ['23448', '12,50', 'no-price', '/price'],
    ['23448', '-5', 'no-price', '/price'],
    ['3.5.2027', '31.2.2027', 'invalid', '/departure_date'],
    ['TP;', ';', 'invalid', '/airline'],
    [';Economy', '', 'unreadable', ''],
  ])('names the line where "%s" is "%s" and goes on', (cell, text, code, pointer) => {
    const result = read(HEADER, line.replace(cell, text), line)
    expect(result.problems).toEqual([{ line: 2, code, pointer, detail: expect.any(String) }])
    expect(result.events[0]?.price_offers).toHaveLength(1)
  })

  it.each([
    ['Economy', 'deck', '/cabin_class', 'cabin_class'],
    ['8.5', '8,5', '/duration_minutes', 'duration_minutes'],
    ['TP-203', 'T*P', '/flight_number', 'flight_number'],
  ])('leaves "%s" out where it is "%s", and names it', (cell, text, pointer, name) => {
    const result = read(HEADER, line.replace(cell, text))
    expect(result.problems).toEqual([])
    expect(result.leftOut).toMatchObject([{ line: 2, pointer }])
    expect({ ...result.events[0], ...result.events[0]?.price_offers[0] }).not.toHaveProperty(name)
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('takes the delimiter that a spreadsheet declares, and counts that line', () => {
    const result = read('sep=;', HEADER, line.replace('23448', 'x'), line)
    expect(result.events[0]?.price_offers).toHaveLength(1)
    expect(result.problems).toMatchObject([{ line: 3, pointer: '/price' }])
  })

  it('names the columns that the header lacks, once', () => {
    expect(read('Search;From', line, line)).toMatchObject({
      events: [],
      problems: [{ line: 1, code: 'unreadable', detail: expect.stringContaining('"Cents"') }],
    })
  })

  it('reports an unclosed quote', () => {
    const result = read(HEADER, line, line.replace(/a$/, '"a'), line)
    expect(result.events[0]?.price_offers).toHaveLength(1)
    expect(result.problems).toMatchObject([{ line: 3, code: 'unreadable' }])
  })

  it('separates searches by trip and instant when lines have no id', () => {
    const { search_id, ...fields } = map.fields
    const other = line.replace('3.5.2027', '4.5.2027')
    const result = readFeed([HEADER, line, other, line].join('\n'), { ...map, fields }, context)
    expect(search_id).toBeDefined()
    expect(result.events.map(({ price_offers }) => price_offers.length)).toEqual([2, 1])
  })

  it('accounts for every line of any text without a throw', () => {
    const cell = fc.oneof(
      fc.constantFrom(...line.split(';'), '', '0', '-1', '9'.repeat(40)),
      fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll(/["\r\n]/g, ''))
    )
    const row = fc.array(cell, { minLength: 2, maxLength: 12 }).map((cells) => cells.join(';'))
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { events, problems } = read(HEADER, ...rows)
        const offers = events.flatMap(({ price_offers }) => price_offers)
        expect(offers.length + problems.length).toBe(rows.length)
        expect(JSON.stringify(events)).not.toMatch(/null/)
      })
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void readFeed(text, map, context))
    )
  })

  it('reads a thousand lines of nothing but commas without a throw', () => {
    const result = read(HEADER, ...new Array(1000).fill(';;;;;;;;;;'))
    expect(result.events).toEqual([])
    expect(result.problems).toHaveLength(1000)
  })
})

describe('a map of columns', () => {
  it.each([
    [{ price: 'p' }, 'fields.airline'],
    [{ ...map.fields, price: { column: 'p', unit: 'hours' } }, 'fields.price.unit'],
    [{ ...map.fields, colour: 'c' }, 'fields'],
  ])('is refused where it cannot work', (fields, path) => {
    const parsed = FeedMap.safeParse({ fields })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
  })
})
