/**
 * The rolling state of one market, changed by every event and read by every answer. Each event id
 * counts once, each part of a batch applies once, late events are counted in their own bucket.
 * Memory is bounded by MAX_BYTES. Of that each of 8 fare groups takes up to 0.3 MB for prices (94
 * buckets of 641 keys) and 48 airlines, and 1.4 MB for 366 departures of 30 days, 0.3 MB for their
 * lowest fares by kind of itinerary and as much by stay; 131,072 event hashes take 2 MB. A market of
 * one fare group, 7 airlines and 180 departures takes about 1 MB.
 */
import { DAY_MS, HOUR_MS } from '../../models/airline/calendar'
import { weekdayOf } from '../../models/airline/local-time'
import type { Market } from '../../models/airline/market'
import { referenceCurrency } from '../../models/airline/reference-currency'
import { createEventCounts, total, totalsBy } from './bounds/market-tally'
import { HEAD_CHUNK } from './chunk-keys'
import { type CountedMarket, countRows } from './count-rows'
import { createExchangeTally } from './exchange-tally'
import { fareGroupSnapshot, quarantineAt } from './fare-group-snapshot'
import type { MarketBatch } from './market-batch'
import { STEP_MS } from './price-windows'
import {
  type Applied,
  type AppliedParts,
  createAppliedParts,
  findPart,
  rememberPart,
  sumOfParts,
} from './repeats/applied-parts'
import {
  createQuarantinedParts,
  type QuarantinedOffer,
  type QuarantinedParts,
  rememberQuarantined,
} from './repeats/quarantined-parts'
import { createSeenEvents } from './repeats/seen-events'
import { type MarketSnapshot, SNAPSHOT_SCHEMA, type SnapshotMark } from './snapshot'

export const MAX_BYTES = 20_000_000

export type MarketState = CountedMarket & {
  version: number
  /** The time of the last batch, epoch ms; 0 before the first. */
  clock: number
  readonly parts: AppliedParts
  readonly quarantined: QuarantinedParts
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
    quarantined: createQuarantinedParts(),
    exchanges: createExchangeTally(),
    evicted: { fareGroups: 0, departures: 0, airlines: 0 },
    touched: new Set(),
  }
}

/** `now` is the time of the newest event. */
export function applyBatch(state: MarketState, batch: MarketBatch, now: number): Applied {
  return sumOfParts(applyParts(state, batch, now))
}

/** `quarantined` is absent where every offer was counted. */
export type AppliedPart = Applied & { readonly quarantined?: readonly QuarantinedOffer[] }

/** Returns a repeated part's first result, whatever batch it arrives in. */
export function applyParts(state: MarketState, batch: MarketBatch, now: number): AppliedPart[] {
  if (batch.market !== state.market) {
    throw new Error(`applyBatch: batch of ${batch.market} sent to ${state.market}`)
  }
  let from = 0
  let fresh = 0
  const results = batch.parts.map(({ id, end }) => {
    const before = findPart(state.parts, id)
    const quarantined: QuarantinedOffer[] = []
    const applied = before ?? countRows(state, batch, { from, end, quarantined })
    if (!before) {
      rememberPart(state.parts, id, applied)
      rememberQuarantined(state.quarantined, id, quarantined)
      fresh += 1
    }
    from = end
    const known = state.quarantined.get(id)
    return known ? { ...applied, quarantined: known } : applied
  })
  if (fresh > 0) {
    state.version += 1
    state.clock = now
    state.touched.add(HEAD_CHUNK)
  }
  return results
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
  const groups = [...state.fareGroups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, fares]) => fares)
  const quarantine = groups.flatMap((fares) => quarantineAt(fares, now) ?? [])
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
    fareGroups: groups
      .filter(({ lastObservedAt }) => lastObservedAt > 0)
      .map((fares) => fareGroupSnapshot(fares, now)),
    quarantine: quarantine.length > 0 ? quarantine : undefined,
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
