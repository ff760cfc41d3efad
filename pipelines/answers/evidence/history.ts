/** Observed fares of exactly one departure date, oldest day first. */
import { dayNumberAt, dayOf, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { ComparableGroup } from '../../market/groups/group-for'
import type { FareDay, LowestDay } from '../../market/snapshot'

export type HistoryDay = {
  readonly date: IsoDay
  readonly lowestMinor: number
  /** Undefined for a group that is narrower than a fare group: only its lowest fares are kept. */
  readonly medianMinor?: number | undefined
  readonly observations: number
  /** Airports of the lowest fare, in an answer for a city. */
  readonly market?: Market | undefined
}

export type LowestPrice = {
  readonly amountMinor: number
  /** The latest day on which this departure date was observed, UTC. */
  readonly observedOn: IsoDay
  /** Airports of the fare, in an answer for a city. */
  readonly market?: Market | undefined
  /** Airports of the way back, of a combined fare. */
  readonly returnMarket?: Market | undefined
  /** How a round trip is sold; absent for one way. */
  readonly fareKind?: 'round_trip' | 'combined' | undefined
}

/** `at` is the snapshot's clock; with a simulated clock the snapshot may contain later days. */
export function historyOf(
  { departures }: Pick<ComparableGroup, 'departures'>,
  departureDate: IsoDay,
  at: number
): HistoryDay[] {
  const fareDays = departures[departureDate] ?? []
  const seen = fareDays.filter(({ day }) => day <= dayNumberAt(at))
  return seen.map((each) => ({
    date: dayOf(each.day),
    lowestMinor: each.lowestMinor,
    medianMinor: medianOf(each),
    observations: each.count,
    market: each.market,
  }))
}

/** Returns the lowest fare of the latest day on which the departure date was observed. */
export function lowestPriceOf(history: readonly HistoryDay[]): LowestPrice | undefined {
  const latest = history.at(-1)
  return (
    latest && { amountMinor: latest.lowestMinor, observedOn: latest.date, market: latest.market }
  )
}

/** Returns the latest observed day without building the whole history. */
export function latestFare(
  { departures }: Pick<ComparableGroup, 'departures'>,
  departureDate: IsoDay,
  at: number
): LowestDay | undefined {
  return departures[departureDate]?.findLast(({ day }) => day <= dayNumberAt(at))
}

/** Returns the lowest fare of the latest observed day without building the whole history. */
export function latestLowestPrice(
  group: Pick<ComparableGroup, 'departures'>,
  departureDate: IsoDay,
  at: number
): LowestPrice | undefined {
  const latest = latestFare(group, departureDate, at)
  if (!latest) return undefined
  const { day, lowestMinor, market } = latest
  return { amountMinor: lowestMinor, observedOn: dayOf(day), market }
}

function medianOf(fareDay: LowestDay | FareDay): number | undefined {
  return 'medianMinor' in fareDay ? fareDay.medianMinor : undefined
}
