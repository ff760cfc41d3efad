/** Bodies that are small as gzip and would be large as work. */
import { gzipSync } from 'node:zlib'

const JSON_TYPE = 'application/json'
const TRIP =
  '"timestamp":"2026-11-29T00:00:00Z","search_id":"a","origin_airport":"LIS",' +
  '"destination_airport":"JFK","departure_date":"2026-12-20","currency":"EUR"'

const repeated = (text: string, times: number, separator = ',') =>
  new Array<string>(times).fill(text).join(separator)
const slates = (offer: string, offers: number, searches: number) =>
  `[${repeated(`{${TRIP},"price_offers":[${repeated(offer, offers)}]}`, searches)}]`

export type AmplifyingBody = {
  readonly name: string
  readonly type: string
  readonly text: string
}

export const AMPLIFYING_BODIES: readonly AmplifyingBody[] = [
  { name: 'six million empty records', type: JSON_TYPE, text: `[${repeated('{}', 6_000_000)}]` },
  { name: 'half a million empty offers', type: JSON_TYPE, text: slates('{}', 1_000, 500) },
  {
    name: 'offers with prices as text',
    type: JSON_TYPE,
    text: slates('{"airline":"tp","price":"1"}', 1_000, 90),
  },
  {
    name: 'segments without fields',
    type: JSON_TYPE,
    text: slates(`{"airline":"TP","price":1,"segments":[${repeated('{}', 16)}]}`, 1_000, 90),
  },
  { name: 'a slate of a million offers', type: JSON_TYPE, text: slates('{}', 1_000_000, 1) },
  {
    name: 'ten thousand records without a trip',
    type: 'application/x-ndjson',
    text: repeated('{"search_id":1}', 10_000, '\n'),
  },
  {
    name: 'bookings whose fields are all wrong',
    type: 'application/x-ndjson',
    text: repeated('{"type":"booking","price":[],"airline":1}', 10_000, '\n'),
  },
  {
    name: 'impressions of empty offers',
    type: JSON_TYPE,
    text: `[${repeated(`{"type":"impression","price_offers":[${repeated('{}', 1_000)}]}`, 500)}]`,
  },
  {
    name: 'a document of empty offers',
    type: JSON_TYPE,
    text: `{"data":[${repeated('{}', 1_300_000)}]}`,
  },
  { name: 'brackets', type: JSON_TYPE, text: '['.repeat(4_000_000) },
  { name: 'blank lines', type: 'application/x-ndjson', text: '\n'.repeat(4_000_000) },
  {
    name: 'records of foreign names',
    type: JSON_TYPE,
    text: `[${repeated(`{"search_id":"a",${repeated('"origin_airprt":1', 50)}}`, 10_000)}]`,
  },
  {
    name: 'elements of XML',
    type: 'application/xml',
    text: `<AirShoppingRS>${'<Offer/>'.repeat(390_000)}</AirShoppingRS>`,
  },
]

export function requestOf({ type, text }: AmplifyingBody, isGzipped: boolean): Request {
  const body = isGzipped ? gzipSync(text) : text
  return new Request('https://fareline.test/v1/events', {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  })
}
