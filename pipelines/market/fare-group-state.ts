/**
 * State of one fare group: price windows, airline levels, fares by departure date, and the lowest of
 * them by kind of itinerary and by stay.
 */
import { dayNumberAt, type IsoDay } from '../../models/airline/calendar'
import { type AirlineLevels, createAirlineLevels, levelsAt, observeAirline } from './airline-levels'
import {
  createDeparture,
  type DepartureFares,
  fareDays,
  MAX_DEPARTURES,
  observeFares,
} from './departure-history'
import {
  createKinds,
  type ItineraryKind,
  type ItineraryKinds,
  numberOfKind,
} from './kinds/itinerary-kinds'
import { joinKinds, kindFaresText, observeKindFare } from './kinds/kind-fares'
import { observeStayFare, stayFaresText } from './kinds/stay-fares'
import { type FareGroup, ONE_WAY } from './market-batch'
import {
  createWindows,
  observePrices,
  type PriceWindows,
  STEP_MS,
  summaryAt,
} from './price-windows'
import { type FareDay, type FareGroupSnapshot, WINDOWS } from './snapshot'
import { evictStalest } from './stalest'

export type FareGroupState = {
  readonly fareGroup: FareGroup
  lastObservedAt: number
  readonly windows: PriceWindows
  readonly airlines: AirlineLevels
  /** Fares by day number of the departure. */
  readonly departures: Map<number, DepartureFares>
  readonly kinds: ItineraryKinds
  /** Fares by kind and by stay as text, by day number of the departure, until they change. */
  readonly texts: Map<number, FareTexts>
  /** The last snapshot, valid until the next observation or time step. */
  memo?: { readonly step: number; readonly snapshot: FareGroupSnapshot } | undefined
}

type FareTexts = { readonly kindText: string; readonly stayText: string }

/** The offers of one search: rows `from` to `end`, at least one. */
export type SeenOffers = {
  readonly at: number
  readonly departureDay: number
  readonly amountMinor: Float64Array
  /** Nights, or ONE_WAY. */
  readonly stayNights: number
  readonly kindOf: (row: number) => ItineraryKind
  readonly from: number
  readonly end: number
}

/**
 * Evicted airlines by count; by day number the evicted departures, and those whose fares were joined
 * under another kind.
 */
export type Evicted = { airlines: number; departures: number[]; joined: number[] }

export function createFareGroup(fareGroup: FareGroup): FareGroupState {
  return {
    fareGroup,
    lastObservedAt: 0,
    windows: createWindows(),
    airlines: createAirlineLevels(),
    departures: new Map(),
    kinds: createKinds(),
    texts: new Map(),
  }
}

/** Returns what was evicted. */
export function observeOffers(state: FareGroupState, seen: SeenOffers): Evicted {
  const { at, departureDay, amountMinor, from, end } = seen
  observePrices(state.windows, at, amountMinor, from, end)
  const known = state.departures.get(departureDay)
  const departure = known ?? createDeparture(departureDay)
  observeFares(departure, at, amountMinor, from, end)
  let airlines = 0
  let joined: number[] = []
  const join = (one: number, other: number) => {
    joined = joinAll(state, one, other)
  }
  const day = dayNumberAt(at)
  for (let row = from; row < end; row += 1) {
    const minor = amountMinor[row] ?? 0
    const kind = seen.kindOf(row)
    airlines += observeAirline(state.airlines, at, kind.airline, minor)
    observeKindFare(departure.byKind, day, numberOfKind(state.kinds, at, kind, join), minor)
    if (seen.stayNights === ONE_WAY) continue
    observeStayFare(departure.byStay, day, { nights: seen.stayNights, stops: kind.stops }, minor)
  }
  if (!known) {
    state.departures.set(departureDay, departure)
  }
  const departures = evictStalest(state.departures, MAX_DEPARTURES).map(([day]) => day)
  for (const gone of [...departures, ...joined, departureDay]) state.texts.delete(gone)
  state.lastObservedAt = Math.max(state.lastObservedAt, at)
  state.memo = undefined
  return { airlines, departures, joined }
}

/** Returns the departures that had fares of the kind. */
function joinAll({ departures }: FareGroupState, from: number, to: number): number[] {
  return [...departures].filter(([, { byKind }]) => joinKinds(byKind, from, to)).map(([day]) => day)
}

/** Returns the same object until something changes, so that readers may memoise by it. */
export function fareGroupSnapshot(state: FareGroupState, now: number): FareGroupSnapshot {
  const step = Math.floor(now / STEP_MS)
  if (state.memo?.step === step) return state.memo.snapshot

  const windows: FareGroupSnapshot['windows'] = Object.fromEntries(
    WINDOWS.flatMap((window) => {
      const summary = summaryAt(state.windows[window], now)
      return summary ? [[window, summary]] : []
    })
  )
  const snapshot = {
    ...state.fareGroup,
    lastObservedAt: state.lastObservedAt,
    windows,
    airlines: levelsAt(state.airlines, now),
    ...departuresAt(state, now),
  }
  state.memo = { step, snapshot }
  return snapshot
}

function departuresAt(
  { departures, kinds, texts }: FareGroupState,
  now: number
): Pick<FareGroupSnapshot, 'departures' | 'itineraries'> {
  const lastDay = dayNumberAt(now)
  const byDate: Record<IsoDay, readonly FareDay[]> = {}
  const byKind: Record<IsoDay, string> = {}
  const byStay: Record<IsoDay, string> = {}
  for (const [number, departure] of departures) {
    const { departureDate } = departure
    const days = fareDays(departure, lastDay)
    if (days.length === 0) continue
    byDate[departureDate] = days
    const { kindText, stayText } = textsOf(texts, number, departure, lastDay)
    byKind[departureDate] = kindText
    if (stayText !== '') byStay[departureDate] = stayText
  }
  const entries = kinds.entries.map(({ stops, airline, bags }) => ({ stops, airline, bags }))
  return { departures: byDate, itineraries: { kinds: entries, byKind, byStay } }
}

function textsOf(
  texts: FareGroupState['texts'],
  number: number,
  { days, byKind, byStay }: DepartureFares,
  lastDay: number
): FareTexts {
  const known = texts.get(number)
  const isWhole = (days.at(-1)?.day ?? 0) <= lastDay
  if (known && isWhole) return known
  const written = {
    kindText: kindFaresText(byKind, lastDay),
    stayText: stayFaresText(byStay, lastDay),
  }
  if (isWhole) texts.set(number, written)
  return written
}
