/** What is asked about a trip, and how it meets what was observed. */
import { daysBetween, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Cabin, Itinerary } from '../../../models/airline/trip'
import type { FeatureContext } from '../../features/feature'
import type { SnapshotRead } from '../../market/snapshot-read'
import { type Convert, type FoundFares, findFareGroup } from './find-fare-group'
import { todayAt } from './today'

export const RISKS = ['low', 'medium', 'high'] as const

/** How the caller weighs waiting. */
export type Sensitivity = {
  /** What a fall must at least save to be worth waiting for, major units of the answer's currency. */
  readonly minSaving?: number | undefined
  /** "low" waits only where waiting is nearly sure to pay, "high" wherever it pays on average. */
  readonly risk?: (typeof RISKS)[number] | undefined
  /** The last day on which the caller would buy. */
  readonly deadline?: IsoDay | undefined
}

/** What a price holds: the fare, or the fare with the bags that are named. */
export const BASES = ['fare', 'all_in'] as const
export type Basis = (typeof BASES)[number]

export type InsightQuestion = {
  readonly market: Market
  readonly departureDate: IsoDay
  readonly returnDate?: IsoDay | undefined
  readonly cabin: Cabin
  readonly passengers: number
  readonly currency?: string | undefined
  /** What is known of the flights; it narrows the prediction and nothing else. */
  readonly itinerary?: Itinerary | undefined
  /** Major units of the answer's currency. */
  readonly price?: number | undefined
  readonly sensitivity?: Sensitivity | undefined
  /** Whether the answer tells what moved its prediction. */
  readonly explain?: boolean | undefined
  readonly basis?: Basis | undefined
}

/** The fares that may be compared with the trip. */
export function faresInQuestion(
  { cabin, currency, returnDate }: InsightQuestion,
  { snapshot }: SnapshotRead,
  convert: Convert
): FoundFares | undefined {
  return findFareGroup(snapshot, { cabin, currency, roundTrip: returnDate !== undefined }, convert)
}

/** Without any currency, amounts are not known and the row says so. */
export function featureContext(
  question: InsightQuestion,
  currency: string | undefined,
  { snapshot }: SnapshotRead,
  now: number
): FeatureContext {
  return {
    now,
    trip: { ...question, currency: currency ?? '' },
    itinerary: question.itinerary ?? {},
    shopper: {},
    snapshot,
  }
}

/** By the calendar at the origin; 0 on the day. */
export function daysLeft({ market, departureDate }: InsightQuestion, now: number): number {
  return Math.max(0, daysBetween(todayAt(market, now), departureDate))
}
