/**
 * A batch as a row of its market's log: its columns as bytes, the rest as JSON. One event of ten
 * offers takes about 400 bytes. Numbers are little-endian, as on every platform that runs this.
 */
import type { Market } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import { WORDS_PER_HASH } from '../../events/event-hash'
import type { MarketBatch } from '../market-batch'

export type BatchRecord = { readonly about: string; readonly columns: ArrayBuffer }

/** A batch with the clock it was applied at. */
export type LoggedBatch = { readonly batch: MarketBatch; readonly now: number }

const SCHEMA = 1

type About = readonly [
  schema: number,
  now: number,
  market: Market,
  parts: readonly (readonly [id: string, end: number])[],
  fareGroups: readonly (readonly [cabin: Cabin, roundTrip: boolean, currency: string])[],
  bounds: readonly (readonly [lowMinor: number, highMinor: number] | null)[],
  senders: readonly string[],
  airlines: readonly string[],
  currencies: readonly string[],
  events: number,
  offers: number,
]

export function recordOf({ batch, now }: LoggedBatch): BatchRecord {
  const about: About = [
    SCHEMA,
    now,
    batch.market,
    batch.parts.map(({ id, end }) => [id, end]),
    batch.fareGroups.map(({ cabin, roundTrip, currency }) => [cabin, roundTrip, currency]),
    batch.bounds.map((bounds) => (bounds ? [bounds.lowMinor, bounds.highMinor] : null)),
    batch.senders,
    batch.airlines,
    batch.currencies,
    batch.at.length,
    batch.amountMinor.length,
  ]
  return { about: JSON.stringify(about), columns: joined(columnsOf(batch)) }
}

/** Throws where another version wrote the record, or it is damaged. */
export function batchOf({ about, columns }: BatchRecord): LoggedBatch {
  const [, now, market, parts, groups, bounds, senders, airlines, currencies, events, offers] =
    aboutOf(about)
  const take = taker(columns)
  const batch: MarketBatch = {
    market,
    parts: parts.map(([id, end]) => ({ id, end })),
    fareGroups: groups.map(([cabin, roundTrip, currency]) => ({ cabin, roundTrip, currency })),
    bounds: bounds.map((each) => (each ? { lowMinor: each[0], highMinor: each[1] } : undefined)),
    senders,
    airlines,
    currencies,
    hashes: new Uint32Array(take(events * WORDS_PER_HASH * 4)),
    at: new Float64Array(take(events * 8)),
    kind: new Uint8Array(take(events)),
    fareGroup: new Uint16Array(take(events * 2)),
    sentIn: new Uint16Array(take(events * 2)),
    sender: new Uint16Array(take(events * 2)),
    departure: new Int32Array(take(events * 4)),
    stayNights: new Int16Array(take(events * 2)),
    offersEnd: new Uint32Array(take(events * 4)),
    amountMinor: new Float64Array(take(offers * 8)),
    airline: new Uint16Array(take(offers * 2)),
    stops: new Uint8Array(take(offers)),
    bags: new Uint8Array(take(offers)),
  }
  return { batch, now }
}

/**
 * Only this code writes records, so the number of their form is compared and no schema is applied: that
 * would take longer than the batch.
 */
function aboutOf(text: string): About {
  const about: About = JSON.parse(text)
  if (about[0] === SCHEMA) return about
  throw new Error(`a record of form ${about[0]} is not read here; deploy the version that wrote it`)
}

/** In the order in which `batchOf` takes them. */
function columnsOf(batch: MarketBatch): readonly ArrayBufferView[] {
  return [
    batch.hashes,
    batch.at,
    batch.kind,
    batch.fareGroup,
    batch.sentIn,
    batch.sender,
    batch.departure,
    batch.stayNights,
    batch.offersEnd,
    batch.amountMinor,
    batch.airline,
    batch.stops,
    batch.bags,
  ]
}

function joined(columns: readonly ArrayBufferView[]): ArrayBuffer {
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return bytes.buffer
}

/** Copies, because a column begins wherever the one before ends, and numbers must be aligned. */
function taker(columns: ArrayBuffer): (bytes: number) => ArrayBuffer {
  let at = 0
  return (bytes) => {
    if (at + bytes > columns.byteLength) {
      throw new Error(`a record of ${columns.byteLength} bytes is cut off: restore the market`)
    }
    at += bytes
    return columns.slice(at - bytes, at)
  }
}
