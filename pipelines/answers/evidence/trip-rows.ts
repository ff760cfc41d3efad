/**
 * Caches the model inputs of a trip until the market's snapshot changes, for at most a quarter of an
 * hour, within which no feature depends on the clock. A repeated question gets the same object, so
 * that a model can cache its response by identity. Flight features have too many combinations to
 * cache; they are computed each time and added to the cached features of the trip.
 */
import { HOUR_MS } from '../../../models/airline/calendar'
import type { OutlookQuestion } from '../../../models/outlook/outlook-model'
import type { FeatureRow, FeatureValue } from '../../../models/runtime/features'
import { FEATURES, featureRow } from '../../features/fare/fare-features'
import type { FeatureContext } from '../../features/feature'
import { outlookRow } from '../../features/outlook/outlook-features'
import type { MarketSnapshot } from '../../market/snapshot'
import type { SnapshotRead } from '../../market/snapshot-read'
import { featureContext, type InsightQuestion } from './question'

/** Local days begin on a quarter of an hour UTC; see models/airline/local-time.ts. */
const QUARTER_MS = HOUR_MS / 4

/** Limit over all markets: rows and the models' caches of them take about 10 KB a trip. */
export const MOST_TRIPS = 1_000

type Rows = { row?: FeatureRow; ahead?: OutlookQuestion }

/** A snapshot read again without changes is a new object with the same parts. */
type Content = Pick<MarketSnapshot, 'searches' | 'bookings30d'>
type Kept = Content & { readonly quarter: number; readonly trips: Map<string, Rows> }

/**
 * Rows by the fare groups they were read from. At the bound all are released: counting uses would cost
 * more than computing a row again. A row kept or not is the same row, so this changes no answer. The
 * caller holds it, because its bound is over all markets.
 */
export type TripRows = { known: WeakMap<MarketSnapshot['fareGroups'], Kept>; trips: number }

export function createTripRows(): TripRows {
  return { known: new WeakMap(), trips: 0 }
}

/** The only features that depend on flights. */
const OF_FLIGHTS = FEATURES.filter(({ source }) => source.includes('itinerary'))

/** `currency` is that of the compared fares. */
export function fareRow(
  tripRows: TripRows,
  question: InsightQuestion,
  currency: string,
  snapshotRead: SnapshotRead,
  now: number
): FeatureRow {
  const context = featureContext(question, currency, snapshotRead, now)
  const rows = rowsOf(tripRows, question, currency, snapshotRead, now)
  if (!rows) return featureRow(context)
  rows.row ??= featureRow({ ...context, itinerary: {} })
  return namesFlights(question.itinerary) ? withFlights(rows.row, context) : rows.row
}

function withFlights({ currency, values }: FeatureRow, context: FeatureContext): FeatureRow {
  const all: Record<string, FeatureValue> = { ...values }
  for (const { name, value } of OF_FLIGHTS) all[name] = value(context)
  return { currency, values: all }
}

/** Adds the current lowest fare and the days to departure. The outlook model uses no flight features. */
export function aheadQuestion(
  tripRows: TripRows,
  question: InsightQuestion,
  currency: string,
  snapshotRead: SnapshotRead,
  now: number,
  seen: Omit<OutlookQuestion, 'row'>
): OutlookQuestion {
  const rows = rowsOf(tripRows, question, currency, snapshotRead, now)
  const before = rows?.ahead
  if (before?.lowestMinor === seen.lowestMinor && before.daysToDeparture === seen.daysToDeparture) {
    return before
  }
  const row = before?.row ?? outlookRow(featureContext(question, currency, snapshotRead, now))
  const ahead = { ...seen, row }
  if (rows) rows.ahead = ahead
  return ahead
}

function rowsOf(
  tripRows: TripRows,
  { market, departureDate, returnDate = '', cabin, passengers }: InsightQuestion,
  currency: string,
  { snapshot }: SnapshotRead,
  now: number
): Rows | undefined {
  if (!snapshot) return undefined
  const kept = keptOf(tripRows, snapshot, Math.floor(now / QUARTER_MS))
  const key = `${market} ${departureDate} ${returnDate} ${cabin} ${passengers} ${currency}`
  const before = kept.get(key)
  if (before) return before
  const rows: Rows = {}
  kept.set(key, rows)
  tripRows.trips += 1
  if (tripRows.trips >= MOST_TRIPS) forget(tripRows)
  return rows
}

function keptOf(
  tripRows: TripRows,
  { fareGroups, searches, bookings30d }: MarketSnapshot,
  quarter: number
): Map<string, Rows> {
  const before = tripRows.known.get(fareGroups)
  if (
    before?.quarter === quarter &&
    before.searches === searches &&
    before.bookings30d === bookings30d
  ) {
    return before.trips
  }
  const kept = { searches, bookings30d, quarter, trips: new Map<string, Rows>() }
  tripRows.known.set(fareGroups, kept)
  return kept.trips
}

function forget(tripRows: TripRows): void {
  tripRows.known = new WeakMap()
  tripRows.trips = 0
}

function namesFlights(itinerary: InsightQuestion['itinerary']): boolean {
  return itinerary !== undefined && Object.values(itinerary).some((value) => value !== undefined)
}
