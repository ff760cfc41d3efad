import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '../../../pipelines/events/event'
import {
  MAX_MESSAGE_BYTES,
  MESSAGE_BYTES,
  packMessages,
  readMessage,
  utf8Length,
} from '../../../pipelines/events/message'
import { createEventReader } from '../../../pipelines/intake/read-event'
import {
  booking,
  click,
  detailedOffer,
  detailedSearches,
  impression,
  nativeSearches,
  outcome,
  priceChange,
  search,
} from '../../build/native-events'
import { TEST } from '../../build/scopes'

const ABOUT = { receiptId: 'rcp_1', scope: TEST, receivedAt: 1 }
const read = createEventReader(
  { now: Date.parse('2026-11-20T12:01:00Z'), maxClockSkewMs: 0 },
  { sender: {}, hashUser: () => 'x'.repeat(22) }
)

function eventsOf(...records: object[]): Event[] {
  return records.flatMap((record) => {
    const result = read(record)
    return 'event' in result ? [result.event] : []
  })
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

const OF_EVERY_TYPE = [
  search({ query: 'lisbon to new york', source: 'ndc', price_offers: [detailedOffer()] }),
  booking(detailedOffer()),
  impression({ price_offers: [detailedOffer(), search().price_offers[0]] }),
  click(),
  priceChange(),
  outcome(),
]

test('reads packed values back unchanged', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(nativeSearches, detailedSearches)), (records) => {
      const events = eventsOf(...records, ...OF_EVERY_TYPE)
      const messages = packMessages(ABOUT, events).map(readMessage)
      // JSON knows no -0.
      expect(messages.flatMap((message) => message.events)).toEqual(plain(events))
    })
  )
})

test('messages stay below 60 KB, and carry about 55 events of ten offers', () => {
  const offers = new Array(10).fill(search().price_offers[0])
  const records = Array.from({ length: 500 }, (_, n) =>
    search({ search_id: n, price_offers: offers })
  )
  const messages = packMessages(ABOUT, eventsOf(...records))
  expect(messages.length).toBeLessThanOrEqual(10)
  for (const message of messages) expect(bytes(message)).toBeLessThanOrEqual(MESSAGE_BYTES)
})

test('the largest event fits a message of its own', () => {
  const offer = {
    airline: 'ABC',
    flight_number: '12345678',
    price: 999_999_999.99,
    stops: 9,
    duration_minutes: 9_999,
    departure_at: '2026-12-20T10:05:00',
    seats_remaining: 999,
    bags_included: 20,
    fare_basis: 'X'.repeat(20),
  }
  const largest = search({
    search_id: '航'.repeat(200),
    currency: 'CLF',
    price_offers: new Array(1_000).fill(offer),
  })
  const messages = packMessages(ABOUT, eventsOf(search(), largest, search()))
  expect(messages).toHaveLength(3)
  for (const message of messages) expect(bytes(message)).toBeLessThan(MAX_MESSAGE_BYTES)
})

test('the same events make the same messages, each with an id of its own', () => {
  const events = eventsOf(...Array.from({ length: 300 }, (_, n) => search({ search_id: n })))
  const messages = packMessages(ABOUT, events)
  expect(packMessages(ABOUT, events)).toEqual(messages)
  expect(new Set(messages.map((message) => readMessage(message).id)).size).toBe(messages.length)
})

test('lengths are counted as UTF-8 would', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(utf8Length(JSON.stringify(text))).toBe(bytes(JSON.stringify(text)))
    })
  )
})

test.each([undefined, 5, '', 'no', '{"schema":2}', '{}'])('rejects %j as a message', (message) => {
  expect(() => readMessage(message)).toThrow()
})

test('rejects a message with a broken line', () => {
  const [message = ''] = packMessages(ABOUT, eventsOf(search()))
  expect(() => readMessage(message.slice(0, -5))).toThrow()
  expect(() => readMessage(message.replace('"amountMinor":[', '"amountMinor":[1,'))).toThrow()
})

function plain(events: readonly Event[]): unknown {
  return JSON.parse(JSON.stringify(events))
}
