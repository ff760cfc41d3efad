/** State of one fare group: price windows, airline levels, fares by departure date. */
import { dayNumberAt, type IsoDay } from '../../models/airline/calendar'
import { type AirlineLevels, createAirlineLevels, levelsAt, observeAirline } from './airline-levels'
import {
  createDeparture,
  type DepartureFares,
  fareDays,
  MAX_DEPARTURES,
  observeFares,
} from './departure-history'
import type { FareGroup } from './market-batch'
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
  /** The last snapshot, valid until the next observation or time step. */
  memo?: { readonly step: number; readonly snapshot: FareGroupSnapshot } | undefined
}

/** The offers of one search: rows `from` to `end`, at least one. */
export type SeenOffers = {
  readonly at: number
  readonly departureDay: number
  readonly amountMinor: Float64Array
  /** Airline of each row. */
  readonly airlineOf: (row: number) => string
  readonly from: number
  readonly end: number
}

/** Evicted airlines by count, departures by day number. */
export type Evicted = { airlines: number; departures: number[] }

export function createFareGroup(fareGroup: FareGroup): FareGroupState {
  return {
    fareGroup,
    lastObservedAt: 0,
    windows: createWindows(),
    airlines: createAirlineLevels(),
    departures: new Map(),
  }
}

/** Returns what was evicted. */
export function observeOffers(state: FareGroupState, seen: SeenOffers): Evicted {
  const { at, departureDay, amountMinor, from, end } = seen
  observePrices(state.windows, at, amountMinor, from, end)
  let airlines = 0
  for (let row = from; row < end; row += 1) {
    airlines += observeAirline(state.airlines, at, seen.airlineOf(row), amountMinor[row] ?? 0)
  }

  const known = state.departures.get(departureDay)
  const departure = known ?? createDeparture(departureDay)
  observeFares(departure, at, amountMinor, from, end)
  if (!known) {
    state.departures.set(departureDay, departure)
  }
  const departures = evictStalest(state.departures, MAX_DEPARTURES).map(([day]) => day)
  state.lastObservedAt = Math.max(state.lastObservedAt, at)
  state.memo = undefined
  return { airlines, departures }
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
    departures: departuresAt(state, now),
  }
  state.memo = { step, snapshot }
  return snapshot
}

function departuresAt({ departures }: FareGroupState, now: number) {
  const lastDay = dayNumberAt(now)
  const byDate: Record<IsoDay, readonly FareDay[]> = {}
  for (const departure of departures.values()) {
    const days = fareDays(departure, lastDay)
    if (days.length > 0) byDate[departure.departureDate] = days
  }
  return byDate
}
