/** Reads a case as `POST /v1/events` does, and returns the fields that cases compare. */
import { createHash } from 'node:crypto'
import { decimalText } from '../../models/airline/money'
import type { Event } from '../../pipelines/events/event'
import type { Offer } from '../../pipelines/events/offer'
import { admit } from '../../pipelines/intake/admit'
import { bodyText } from '../../pipelines/intake/body/body-text'
import { encodingOf } from '../../pipelines/intake/encoding'
import { createEventReader } from '../../pipelines/intake/read-event'
import { readRecords } from '../../pipelines/intake/records'
import { divideSlates } from '../../pipelines/intake/slate-size'
import { readRateFile } from '../../pipelines/sources/rates/rate-file'
import { rateTextOf } from '../../workers/ingest/rate-text'
import type { ExpectedCase } from './expected-cases'

export type Got = Readonly<Record<string, unknown>>

export async function readCase(
  bytes: Uint8Array,
  name: string,
  expected: ExpectedCase
): Promise<Got> {
  if (expected.rates) {
    const file = rateTextOf(bytes)
    if ('detail' in file) return { refused: file.detail }
    const { tables, problems } = readRateFile(file.text, 'field')
    return { rates: tables, refused: problems }
  }
  const text = new TextDecoder(encodingOf(bytes.subarray(0, 256), undefined)).decode(bytes)
  const format = name.endsWith('.csv') ? 'csv' : 'any'
  if (!expected.each) return readBody(text, format, expected)
  const parts = elementsOf(JSON.parse(text)).map((each) => JSON.stringify(each))
  const got = await Promise.all(parts.map((part) => readBody(part, format, expected)))
  return {
    searches: got.flatMap(({ searches }) => elementsOf(searches)),
    refused: got.flatMap(({ refused }) => elementsOf(refused)),
  }
}

async function readBody(
  text: string,
  format: 'any' | 'csv',
  { now, columns }: ExpectedCase
): Promise<Got> {
  const receivedAt = Date.parse(now)
  const documentId = async () => createHash('sha256').update(text).digest('hex').slice(0, 32)
  const records = await readRecords(
    bodyText(text),
    { format, feedMap: columns },
    { receivedAt, documentId }
  )
  if ('code' in records) return { refused: [{ pointer: '', ...records }] }
  const clock = { now: receivedAt, maxClockSkewMs: 300_000 }
  const read = createEventReader(clock, { sender: {}, hashUser: (id) => id })
  const admission = admit(divideSlates(records.entries, read), read)
  if ('code' in admission) return { refused: [{ pointer: '', ...admission }] }
  const leftOut = [...(records.leftOut ?? []), ...admission.leftOut.named]
  return {
    source: records.source,
    searches: admission.accepted.map(({ event }) => shown(event)),
    refused: admission.rejected.named.flatMap(({ refusals }) => refusals),
    leftOut: leftOut.flatMap(({ refusals }) => refusals),
  }
}

function shown(event: Event): Got {
  const { market, cabin, currency, departureDate, returnDate } = event
  const offers = 'offers' in event ? event.offers.map((offer) => shownOffer(offer, currency)) : []
  return { market, departureDate, returnDate, cabin, currency, offers }
}

function shownOffer(offer: Offer, currency: string): Got {
  const money = (amountMinor: number | undefined) =>
    amountMinor === undefined ? undefined : decimalText({ amountMinor, currency })
  return {
    airline: offer.airline,
    amount: money(offer.amountMinor),
    base: money(offer.baseMinor),
    taxes: money(offer.taxesMinor),
    total: money(offer.totalMinor),
    stops: offer.stops,
    minutes: offer.durationMinutes,
    seats: offer.seatsRemaining,
    bags: offer.bagsIncluded,
    fareBasis: offer.fareBasis,
    construction: offer.construction,
    flights: offer.segments?.map(({ flightNumber, rbd, fareBasis }) =>
      [flightNumber, rbd, fareBasis].filter(Boolean).join(' ')
    ),
  }
}

function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
