/** Counts the events of a batch in their market, each event id once. */
import { dayOf } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import { referenceCurrency } from '../../models/airline/reference-currency'
import { WORDS_PER_HASH } from '../events/event-hash'
import { type EventCounts, tally } from './bounds/market-tally'
import { evictStalest } from './bounds/stalest'
import { classChunk, faresChunk } from './chunk-keys'
import { type ExchangeTally, tallyExchange } from './exchange-tally'
import { createFareGroup, type FareGroupState, type SeenOffers } from './fare-group-state'
import { UNKNOWN_STOPS } from './kinds/itinerary-kinds'
import { fareGroupKey, type MarketBatch, ONE_WAY, ROW_KINDS } from './market-batch'
import { type Observed, observeOffers } from './observe-offers'
import type { Applied } from './repeats/applied-parts'
import type { QuarantinedOffer } from './repeats/quarantined-parts'
import { hasSeen, remember, type SeenEvents } from './repeats/seen-events'

export const MAX_FARE_CLASSES = 8

/** The part of a market's state that events change one by one. */
export type CountedMarket = {
  readonly market: Market
  lastObservedAt: number
  readonly searches: { readonly recent: EventCounts; readonly hourly: EventCounts }
  readonly bookings: EventCounts
  /** Fare groups by `fareGroupKey`. */
  readonly fareGroups: Map<string, FareGroupState>
  readonly seen: SeenEvents
  readonly exchanges: ExchangeTally
  readonly evicted: { fareGroups: number; departures: number; airlines: number }
  /** Names of the fare and head chunks that changed since they were last stored. */
  readonly touched: Set<string>
}

/** Rows of one part; offers kept in quarantine are added to `quarantined`. */
export type PartRows = {
  readonly from: number
  readonly end: number
  readonly quarantined: QuarantinedOffer[]
}

export function countRows(
  state: CountedMarket,
  batch: MarketBatch,
  { from, end, quarantined }: PartRows
): Applied {
  let counted = 0
  for (let row = from; row < end; row += 1) {
    const low = batch.hashes[row * WORDS_PER_HASH] ?? 0
    const high = batch.hashes[row * WORDS_PER_HASH + 1] ?? 0
    if (hasSeen(state.seen, low, high)) continue
    remember(state.seen, low, high)
    for (const each of count(state, batch, row)) quarantined.push({ event: row - from, ...each })
    counted += 1
  }
  return { counted, repeated: end - from - counted }
}

type InEvent = Omit<QuarantinedOffer, 'event'>

function count(state: CountedMarket, batch: MarketBatch, row: number): readonly InEvent[] {
  const kind = batch.kind[row]
  if (kind === ROW_KINDS.other) return []
  const at = batch.at[row] ?? 0
  state.lastObservedAt = Math.max(state.lastObservedAt, at)
  if (kind === ROW_KINDS.booking) {
    tally(state.bookings, at)
    return []
  }
  tally(state.searches.recent, at)
  tally(state.searches.hourly, at)
  const from = row === 0 ? 0 : (batch.offersEnd[row - 1] ?? 0)
  const end = batch.offersEnd[row] ?? from
  return end > from ? countOffers(state, batch, row, from, end) : []
}

function countOffers(
  state: CountedMarket,
  batch: MarketBatch,
  row: number,
  from: number,
  end: number
): readonly InEvent[] {
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
  const seen = seenOffers(batch, row, from, end)
  const observed = observeOffers(fares, seen)
  touch(state, key, seen.departureDay, observed)
  if (!known) admit(state, key, fares)
  return observed.quarantined.map(({ row: offer, doubt, expectedMinor }) => ({
    offer: offer - from,
    doubt,
    expectedMinor,
  }))
}

function seenOffers(batch: MarketBatch, row: number, from: number, end: number): SeenOffers {
  return {
    at: batch.at[row] ?? 0,
    departureDay: batch.departure[row] ?? 0,
    amountMinor: batch.amountMinor,
    stayNights: batch.stayNights[row] ?? ONE_WAY,
    kindOf: (offer) => ({
      airline: batch.airlines[batch.airline[offer] ?? 0] ?? '',
      stops: batch.stops[offer] ?? UNKNOWN_STOPS,
      bags: batch.bags[offer] ?? 0,
    }),
    sender: batch.senders[batch.sender[row] ?? 0] ?? '',
    bounds: batch.bounds[batch.fareGroup[row] ?? 0],
    from,
    end,
  }
}

function touch(
  { touched, evicted }: CountedMarket,
  key: string,
  departureDay: number,
  { departures, joined, airlines }: Observed
): void {
  touched.add(classChunk(key)).add(faresChunk(key, dayOf(departureDay)))
  for (const day of [...departures, ...joined]) touched.add(faresChunk(key, dayOf(day)))
  evicted.departures += departures.length
  evicted.airlines += airlines
}

function admit(state: CountedMarket, key: string, fares: FareGroupState): void {
  state.fareGroups.set(key, fares)
  for (const [goneKey, gone] of evictStalest(state.fareGroups, MAX_FARE_CLASSES)) {
    state.evicted.fareGroups += 1
    state.touched.add(classChunk(goneKey))
    for (const day of gone.departures.keys()) state.touched.add(faresChunk(goneKey, dayOf(day)))
  }
}
