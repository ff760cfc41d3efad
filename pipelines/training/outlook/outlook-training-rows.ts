/**
 * Training rows of the outlook: one a market, departure date and observation day, read after that day's
 * events are applied, because a question includes today's fare. Later fares are in later rows; the
 * fit joins them as targets and never as features.
 */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import { toMajor } from '../../../models/airline/money'
import type { Trip } from '../../../models/airline/trip'
import type { FeatureValue } from '../../../models/runtime/features'
import type { SearchEvent } from '../../events/event'
import { outlookRow } from '../../features/outlook/outlook-features'
import { packBatch } from '../../market/market-batch'
import {
  applyBatch,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../market/market-state'
import type { MarketSnapshot } from '../../market/snapshot'

export type OutlookRow = {
  readonly at: number
  /** Day number (UTC) of the observation. */
  readonly day: number
  readonly market: Market
  readonly departureDate: string
  readonly cabin: string
  readonly currency: string
  /** Day number of the departure less `day`. */
  readonly daysOut: number
  /** Lowest fare observed that day, major units. */
  readonly amount: number
  readonly values: Readonly<Record<string, FeatureValue>>
}

/** Fares of later departures hardly change, which flatters any model. */
const MAX_DAYS_OUT = 120

type Pending = { readonly state: MarketState; day: number; events: SearchEvent[] }

/** Takes one-way events in event-time order; another order would leak later prices into a row. */
export function* outlookRows(events: Iterable<SearchEvent>): Generator<OutlookRow> {
  const markets = new Map<Market, Pending>()
  let previous = Number.NEGATIVE_INFINITY
  for (const event of events) {
    if (event.at < previous) {
      throw new Error(`events: must be in event-time order; ${event.id} is before its predecessor`)
    }
    previous = event.at
    if (event.returnDate !== undefined || event.offers.length === 0) continue
    const day = dayNumberAt(event.at)
    const pending = markets.get(event.market)
    if (!pending) {
      markets.set(event.market, { state: createMarketState(event.market), day, events: [event] })
    } else if (pending.day === day) {
      pending.events.push(event)
    } else {
      yield* closeDay(pending)
      pending.day = day
      pending.events = [event]
    }
  }
  for (const pending of markets.values()) yield* closeDay(pending)
}

function* closeDay({ state, events }: Pending): Generator<OutlookRow> {
  const last = events.at(-1)
  if (!last) return
  applyBatch(state, packBatch(last.id, events), last.at)
  const snapshot = snapshotOf(state, last.at)
  for (const trip of tripsOf(events)) {
    const row = rowOf(trip, last.at, snapshot)
    if (row) yield row
  }
}

function rowOf(trip: Trip, at: number, snapshot: MarketSnapshot): OutlookRow | undefined {
  const { market, departureDate, cabin, currency } = trip
  const day = dayNumberAt(at)
  const daysOut = dayNumber(departureDate) - day
  if (daysOut < 0 || daysOut > MAX_DAYS_OUT) return undefined
  const { values } = outlookRow({ now: at, trip, itinerary: {}, shopper: {}, snapshot })
  const lowestMinor = lowestObserved(trip, day, snapshot)
  if (lowestMinor === undefined) return undefined
  const amount = toMajor({ amountMinor: lowestMinor, currency })
  return { at, day, market, departureDate, cabin, currency, daysOut, amount, values }
}

function lowestObserved(
  { cabin, currency, departureDate }: Trip,
  day: number,
  { fareGroups }: MarketSnapshot
): number | undefined {
  const fareGroup = fareGroups.find(
    (each) => !each.roundTrip && each.cabin === cabin && each.currency === currency
  )
  const latest = fareGroup?.departures[departureDate]?.at(-1)
  return latest?.day === day ? latest.lowestMinor : undefined
}

/** Returns each departure searched that day once. */
function tripsOf(events: readonly SearchEvent[]): Trip[] {
  const trips = new Map<string, Trip>()
  for (const { market, departureDate, cabin, currency } of events) {
    const trip = { market, departureDate, cabin, currency, passengers: 1 }
    trips.set(`${departureDate}:${cabin}:${currency}`, trip)
  }
  return [...trips.values()]
}
