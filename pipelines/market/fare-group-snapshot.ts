/** The snapshot of one fare group. */
import { dayNumberAt, dayOf, type IsoDay } from '../../models/airline/calendar'
import { levelsAt } from './airline-levels'
import { total } from './bounds/market-tally'
import { type DepartureFares, fareDays } from './departure-history'
import type { FareGroupState, FareTexts } from './fare-group-state'
import { openSuspects } from './gate/suspects'
import { kindFaresText } from './kinds/kind-fares'
import { stayFaresText } from './kinds/stay-fares'
import { STEP_MS, summaryAt } from './price-windows'
import { type FareDay, type FareGroupSnapshot, type Quarantine, WINDOWS } from './snapshot'

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

/** Suspects that a snapshot names, the last seen first. */
const MOST_SUSPECTS = 16

/** Returns undefined when no offer was kept in quarantine for 30 days. */
export function quarantineAt(
  { fareGroup, gate }: FareGroupState,
  now: number
): Quarantine | undefined {
  const offers = total(gate.quarantined, now)
  if (offers === 0) return undefined
  const suspects = openSuspects(gate.suspects, now).slice(0, MOST_SUSPECTS)
  return {
    ...fareGroup,
    offers,
    suspects: suspects.map((each) => ({
      departureDate: dayOf(each.departureDay),
      airline: each.airline,
      doubt: each.doubt,
      amountMinor: each.lowestMinor,
      expectedMinor: each.expectedMinor,
      sightings: each.sightings,
      firstObservedAt: each.firstObservedAt,
      lastObservedAt: each.lastObservedAt,
    })),
  }
}
