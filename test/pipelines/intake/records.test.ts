import { describe, expect, test } from 'vitest'
import { MAX_LINE_BYTES, packMessages, utf8Length } from '../../../pipelines/events/message'
import { admit as admitEntries } from '../../../pipelines/intake/admit'
import { bodyText } from '../../../pipelines/intake/body/body-text'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { type Form, readRecords } from '../../../pipelines/intake/records'
import { divideSlates } from '../../../pipelines/intake/slate-size'
import { FeedMap } from '../../../pipelines/sources/csv/feed-csv-map'
import { amadeusOffer, kiwiDocument, kiwiOffer } from '../../build/documents'
import { booking, detailedOffer, search } from '../../build/native-events'
import { ndc152 } from '../../build/ndc-documents'
import { TEST } from '../../build/scopes'

const about = {
  receivedAt: Date.parse('2026-11-20T12:00:00Z'),
  documentId: async () => 'hash-of-it',
}
const records = (body: unknown, form: Partial<Form> = {}) =>
  readRecords(
    bodyText(typeof body === 'string' ? body : JSON.stringify(body)),
    { format: 'any', ...form },
    about
  )
const admit = (...given: Parameters<typeof admitEntries>) => {
  const admission = admitEntries(...given)
  if ('code' in admission) throw new Error(admission.detail)
  return admission
}
const reader = createEventReader(
  { now: about.receivedAt, maxClockSkewMs: 0 },
  { sender: {}, hashUser: (id) => id }
)

describe('a body without a named source', () => {
  test.each([
    ['an event', search(), 1],
    ['a booking', booking(), 1],
    ['a list of events', [search(), search({ search_id: 's-2' })], 2],
    ['an empty list', [], 0],
    ['an object of no known shape', { hello: 'world' }, 1],
    ['a list of numbers', [1, 2], 2],
  ])('that is %s is native', async (_, body, entries) => {
    const read = await records(body)
    expect(read).toMatchObject({ source: 'native' })
    expect('entries' in read ? [...read.entries] : []).toHaveLength(entries)
  })

  test('is assigned to the source that recognises its shape', async () => {
    expect(await records({ data: [amadeusOffer] })).toMatchObject({ source: 'amadeus', offers: 1 })
    expect(await records(ndc152)).toMatchObject({ source: 'ndc', offers: 1 })
    expect(await records(`\uFEFF  ${ndc152}`)).toMatchObject({ source: 'ndc' })
  })

  test('that is XML of no source is not read', async () => {
    expect(await records('<a/>')).toMatchObject({ code: 'unreadable' })
    expect(await records('<a>')).toMatchObject({ code: 'unreadable' })
  })
})

test('a named source is believed', async () => {
  expect(await records({ data: [] }, { source: 'amadeus' })).toMatchObject({ source: 'amadeus' })
  expect(await records({ data: [amadeusOffer] }, { source: 'native' })).toMatchObject({
    source: 'native',
  })
  expect(await records(search(), { source: 'ndc' })).toMatchObject({ code: 'unreadable' })
})

test('the records of a document are its searches and then its problems', async () => {
  const document = { data: [amadeusOffer, { ...amadeusOffer, id: '2', price: undefined }] }
  const read = await records(document)
  expect(read).toMatchObject({
    source: 'amadeus',
    entries: [
      { line: 1, search: { source: 'amadeus' } },
      { line: 2, refusal: expect.anything() },
    ],
  })
})

test('a feed needs the map of its columns, and names the lines it cannot read', async () => {
  const feedMap = FeedMap.parse({
    fields: {
      origin_airport: 'from',
      destination_airport: 'to',
      departure_date: 'day',
      currency: { constant: 'EUR' },
      airline: 'carrier',
      price: 'fare',
    },
  })
  const csv = 'from,to,day,carrier,fare\nLIS,JFK,2026-12-20,TP,234.48\nLIS,JFK,2026-12-20,TP,much\n'
  expect(await records(csv, { format: 'csv' })).toMatchObject({ code: 'unreadable' })
  expect(await records(csv, { format: 'csv', feedMap, source: 'ndc' })).toMatchObject({
    code: 'unreadable',
  })
  expect(await records(csv, { format: 'csv', feedMap })).toMatchObject({
    source: 'csv',
    offers: 1,
    entries: [{ line: 1 }, { line: 3, refusal: { code: 'no-price' } }],
  })
})

describe('a body of several documents or of bare offers', () => {
  const document = { data: [amadeusOffer] }
  const broken = { ...amadeusOffer, id: '2', price: undefined }
  const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n')

  test.each([
    ['a list of documents', [document, document], 'amadeus', 2],
    ['lines of documents', lines(document, document), 'amadeus', 2],
    ['documents of two sources', [document, kiwiDocument], 'several', 2],
    ['a bare list of offers', [amadeusOffer, amadeusOffer], 'amadeus', 2],
    ['one bare offer', amadeusOffer, 'amadeus', 1],
    ['one bare offer of Kiwi', kiwiOffer, 'kiwi', 1],
    ['a bare list of Kiwi', [kiwiOffer, kiwiOffer], 'kiwi', 2],
    ['lines of bare offers', lines(amadeusOffer, amadeusOffer), 'amadeus', 2],
  ])('that is %s is read', async (_form, body, source, offers) => {
    const read = await records(body)
    expect(read).toMatchObject({ source, offers })
    const ids =
      'entries' in read
        ? Array.from(read.entries, (entry) => 'search' in entry && entry.search.search_id)
        : []
    expect(new Set(ids).size).toBe(ids.length)
    if (source !== 'several') expect(await records(body, { source })).toEqual(read)
  })

  test('points into the document, from its place in the body', async () => {
    const pointers = async (body: unknown) => {
      const read = await records(body)
      const entries = 'entries' in read ? [...read.entries] : []
      return entries.flatMap((entry) => ('refusal' in entry ? [entry.refusal.pointer] : []))
    }
    expect(await pointers([document, { data: [broken] }])).toEqual(['/1/data/0'])
    expect(await pointers([amadeusOffer, broken])).toEqual(['/1'])
    expect(await pointers(broken)).toEqual([''])
    expect(await pointers([document, { hello: 'world' }])).toEqual(['/1'])
    expect(await pointers(`${lines(document)}\n{"data"\n${lines(document)}`)).toEqual([''])
  })

  test('is native where one record is an event', async () => {
    expect(await records([search(), document])).toMatchObject({ source: 'native' })
  })
})

describe('a slate that exceeds one message', () => {
  const NONE = { count: 0, codes: new Map(), named: [] }
  const offers = Array.from({ length: 700 }, (_, n) =>
    detailedOffer({
      offer_id: `offer-${n}`,
      segments: ['LIS', 'OPO', 'MAD'].map((origin) => ({
        direction: 'outbound',
        origin_airport: origin,
        destination_airport: 'JFK',
        airline: 'TP',
        flight_number: `TP${n}`,
        departure_at: '2026-12-20T10:05',
        arrival_at: '2026-12-20T13:05',
        fare_basis: 'OLIGHT',
      })),
    })
  )
  const slate = { ...search({ price_offers: offers }), price_offers: offers }

  test('is refused when its sender can divide it', () => {
    const { rejected } = admit([{ line: 1, record: slate }], reader)
    expect(rejected.named).toMatchObject([
      { refusals: [{ pointer: '/price_offers', code: 'too-large' }] },
    ])
  })

  test('of a document becomes several events, the same each time', () => {
    const entry = { line: 1, search: JSON.parse(JSON.stringify(slate)) }
    const last = { line: 2, record: search({ search_id: 'other' }) }
    const divide = () => admit(divideSlates([entry, last], reader), reader)
    const { accepted, rejected } = divide()
    expect(rejected).toEqual(NONE)
    expect(accepted.length).toBeGreaterThan(2)
    expect(divide()).toEqual({ accepted, duplicates: 0, rejected: NONE, leftOut: NONE })
    expect(new Set(accepted.map(({ line }) => line)).size).toBe(accepted.length)
    const events = accepted.map(({ event }) => event)
    const offers = events.flatMap((event) => ('offers' in event ? event.offers : []))
    expect(
      offers.map(({ offerId }) => offerId).filter((id) => id?.startsWith('offer-'))
    ).toHaveLength(700)
    const messages = packMessages({ receiptId: 'r', scope: TEST, receivedAt: 1 }, events)
    for (const message of messages) expect(utf8Length(message)).toBeLessThan(MAX_LINE_BYTES + 500)
  })
})
