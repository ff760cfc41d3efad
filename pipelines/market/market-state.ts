/**
 * The rolling state of one market, changed by every event and read by every answer. Each event id
 * counts once, each part of a batch applies once, late events are counted in their own bucket.
 * Memory is bounded by MAX_BYTES. Of that each of 8 fare groups takes up to 0.3 MB for prices (94
 * buckets of 641 keys) and 48 airlines, and 1.4 MB for 366 departures of 30 days, 0.3 MB for their
 * lowest fares by kind of itinerary and as much by stay; 131,072 event hashes take 2 MB. A market of
 * one fare group, 7 airlines and 180 departures takes about 1 MB.
 */
import { DAY_MS, dayOf, HOUR_MS } from '../../models/airline/calendar'
import { weekdayOf } from '../../models/airline/local-time'
import type { Market } from '../../models/airline/market'
import { referenceCurrency } from '../../models/airline/reference-currency'
import { WORDS_PER_HASH } from '../events/event-hash'
import {
  type Applied,
  type AppliedParts,
  createAppliedParts,
  findPart,
  rememberPart,
} from './applied-parts'
import { classChunk, faresChunk, HEAD_CHUNK } from './chunk-keys'
import { createExchangeTally, type ExchangeTally, tallyExchange } from './exchange-tally'
import {
  createFareGroup,
  type FareGroupState,
  fareGroupSnapshot,
  observeOffers,
} from './fare-group-state'
import { UNKNOWN_STOPS } from './kinds/itinerary-kinds'
import { fareGroupKey, type MarketBatch, ONE_WAY, ROW_KINDS } from './market-batch'
import { createEventCounts, type EventCounts, tally, total, totalsBy } from './market-tally'
import { STEP_MS } from './price-windows'
import { createSeenEvents, hasSeen, remember, type SeenEvents } from './seen-events'
import { type MarketSnapshot, SNAPSHOT_SCHEMA, type SnapshotMark } from './snapshot'
import { evictStalest } from './stalest'

export const MAX_BYTES = 20_000_000
export const MAX_FARE_CLASSES = 8

export type MarketState = {
  readonly market: Market
  version: number
  /** The time of the last batch, epoch ms; 0 before the first. */
  clock: number
  lastObservedAt: number
  readonly searches: { readonly recent: EventCounts; readonly hourly: EventCounts }
  readonly bookings: EventCounts
  /** Fare groups by `fareGroupKey`. */
  readonly fareGroups: Map<string, FareGroupState>
  readonly seen: SeenEvents
  readonly parts: AppliedParts
  readonly exchanges: ExchangeTally
  readonly evicted: { fareGroups: number; departures: number; airlines: number }
  /** Names of the fare and head chunks that changed since they were last stored. */
  readonly touched: Set<string>
}

export function createMarketState(market: Market): MarketState {
  return {
    market,
    version: 0,
    clock: 0,
    lastObservedAt: 0,
    searches: { recent: createEventCounts(STEP_MS, 12), hourly: createEventCounts(HOUR_MS, 720) },
    bookings: createEventCounts(DAY_MS, 30),
    fareGroups: new Map(),
    seen: createSeenEvents(),
    parts: createAppliedParts(),
    exchanges: createExchangeTally(),
    evicted: { fareGroups: 0, departures: 0, airlines: 0 },
    touched: new Set(),
  }
}

/** `now` is the time of the newest event. */
export function applyBatch(state: MarketState, batch: MarketBatch, now: number): Applied {
  const parts = applyParts(state, batch, now)
  return {
    counted: parts.reduce((sum, { counted }) => sum + counted, 0),
    repeated: parts.reduce((sum, { repeated }) => sum + repeated, 0),
  }
}

/** Returns a repeated part's first result, whatever batch it arrives in. */
export function applyParts(state: MarketState, batch: MarketBatch, now: number): Applied[] {
  if (batch.market !== state.market) {
    throw new Error(`applyBatch: batch of ${batch.market} sent to ${state.market}`)
  }
  let from = 0
  let fresh = 0
  const results = batch.parts.map(({ id, end }) => {
    const before = findPart(state.parts, id)
    const applied = before ?? countRows(state, batch, from, end)
    if (!before) {
      rememberPart(state.parts, id, applied)
      fresh += 1
    }
    from = end
    return applied
  })
  if (fresh > 0) {
    state.version += 1
    state.clock = now
    state.touched.add(HEAD_CHUNK)
  }
  return results
}

function countRows(state: MarketState, batch: MarketBatch, from: number, end: number): Applied {
  let counted = 0
  for (let row = from; row < end; row += 1) {
    const low = batch.hashes[row * WORDS_PER_HASH] ?? 0
    const high = batch.hashes[row * WORDS_PER_HASH + 1] ?? 0
    if (hasSeen(state.seen, low, high)) continue
    remember(state.seen, low, high)
    count(state, batch, row)
    counted += 1
  }
  return { counted, repeated: end - from - counted }
}

function count(state: MarketState, batch: MarketBatch, row: number): void {
  const kind = batch.kind[row]
  if (kind === ROW_KINDS.other) return
  const at = batch.at[row] ?? 0
  state.lastObservedAt = Math.max(state.lastObservedAt, at)
  if (kind === ROW_KINDS.booking) {
    tally(state.bookings, at)
    return
  }
  tally(state.searches.recent, at)
  tally(state.searches.hourly, at)
  const from = row === 0 ? 0 : (batch.offersEnd[row - 1] ?? 0)
  const end = batch.offersEnd[row] ?? from
  if (end > from) countOffers(state, batch, row, from, end)
}

function countOffers(
  state: MarketState,
  batch: MarketBatch,
  row: number,
  from: number,
  end: number
): void {
  const fareGroup = batch.fareGroups[batch.fareGroup[row] ?? 0]
  if (!fareGroup)
    throw new Error(`applyBatch: row ${row} names no fare group; pack the batch again`)
  tallyExchange(state.exchanges, {
    sentIn: batch.currencies[batch.sentIn[row] ?? 0] ?? fareGroup.currency,
    keptIn: fareGroup.currency,
    reference: referenceCurrency(state.market),
    offers: end - from,
  })
  const key = fareGroupKey(fareGroup)
  const known = state.fareGroups.get(key)
  const fares = known ?? createFareGroup(fareGroup)
  const departureDay = batch.departure[row] ?? 0
  const evicted = observeOffers(fares, {
    at: batch.at[row] ?? 0,
    departureDay,
    amountMinor: batch.amountMinor,
    stayNights: batch.stayNights[row] ?? ONE_WAY,
    kindOf: (offer) => ({
      airline: batch.airlines[batch.airline[offer] ?? 0] ?? '',
      stops: batch.stops[offer] ?? UNKNOWN_STOPS,
      bags: batch.bags[offer] ?? 0,
    }),
    from,
    end,
  })
  state.touched.add(classChunk(key)).add(faresChunk(key, dayOf(departureDay)))
  for (const day of [...evicted.departures, ...evicted.joined])
    state.touched.add(faresChunk(key, dayOf(day)))
  state.evicted.departures += evicted.departures.length
  state.evicted.airlines += evicted.airlines
  if (!known) admit(state, key, fares)
}

function admit(state: MarketState, key: string, fares: FareGroupState): void {
  state.fareGroups.set(key, fares)
  for (const [goneKey, gone] of evictStalest(state.fareGroups, MAX_FARE_CLASSES)) {
    state.evicted.fareGroups += 1
    state.touched.add(classChunk(goneKey))
    for (const day of gone.departures.keys()) state.touched.add(faresChunk(goneKey, dayOf(day)))
  }
}

/** Whether an earlier snapshot equals one taken `now`: no batch was applied and no window moved. */
export function isCurrent({ version }: MarketState, mark: SnapshotMark, now: number): boolean {
  return mark.version === version && stepOf(mark.at) === stepOf(now)
}

function stepOf(at: number): number {
  return Math.floor(at / STEP_MS)
}

/** Reads windows at `now` and excludes later observations. */
export function snapshotOf(state: MarketState, now: number): MarketSnapshot {
  const { recent, hourly } = state.searches
  const hours = { '24h': 24, '7d': 168, '30d': 720 }
  return {
    schema: SNAPSHOT_SCHEMA,
    market: state.market,
    version: state.version,
    at: now,
    lastObservedAt: state.lastObservedAt > 0 ? state.lastObservedAt : undefined,
    searches: {
      last: {
        '1h': total(recent, now),
        '24h': total(hourly, now, hours['24h']),
        '7d': total(hourly, now, hours['7d']),
        '30d': total(hourly, now, hours['30d']),
      },
      byHour: totalsBy(hourly, now, 24, (hour) => hour % 24),
      byWeekday: totalsBy(hourly, now, 7, (hour) => weekdayOf(Math.floor(hour / 24)) - 1),
    },
    bookings30d: total(state.bookings, now),
    exchanges: exchangesOf(state),
    fareGroups: [...state.fareGroups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, fares]) => fareGroupSnapshot(fares, now)),
    evicted: Object.values(state.evicted).some((times) => times > 0)
      ? { ...state.evicted }
      : undefined,
  }
}

function exchangesOf({ market, exchanges }: MarketState): MarketSnapshot['exchanges'] {
  const reference = referenceCurrency(market)
  const { converted, unconverted } = exchanges
  const any = Object.keys(converted).length + Object.keys(unconverted).length > 0
  return reference !== undefined && any
    ? { reference, converted: { ...converted }, unconverted: { ...unconverted } }
    : undefined
}
