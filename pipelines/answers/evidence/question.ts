/** The question about a trip, and how it selects observed fares. */
import { daysBetween, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Cabin, Itinerary } from '../../../models/airline/trip'
import type { FeatureContext } from '../../features/feature'
import type { SnapshotRead } from '../../market/snapshot-read'
import { type Convert, type FoundFares, findFareGroup } from './find-fare-group'
import { todayAt } from './today'

export const RISKS = ['low', 'medium', 'high'] as const

/** The caller's preferences about waiting. */
export type Sensitivity = {
  /** The least saving worth waiting for, in major units of the answer's currency. */
  readonly minSaving?: number | undefined
  /** "low" waits only if waiting almost certainly saves money, "high" if it does on average. */
  readonly risk?: (typeof RISKS)[number] | undefined
  /** The last day on which the caller is willing to buy. */
  readonly deadline?: IsoDay | undefined
}

/** Contents of a price: the fare alone, or the fare and the requested checked bags. */
export const BASES = ['fare', 'all_in'] as const
export type Basis = (typeof BASES)[number]

/** The day of the question, by the calendar at the origin; computed once, when it is read. */
export type QuestionDay = {
  readonly today: IsoDay
  /** 0 on the departure day. */
  readonly daysToDeparture: number
}

export type InsightQuestion = QuestionDay & {
  readonly market: Market
  readonly departureDate: IsoDay
  readonly returnDate?: IsoDay | undefined
  readonly cabin: Cabin
  readonly passengers: number
  readonly currency?: string | undefined
  /** Known flight details; they narrow the prediction and change no other field. */
  readonly itinerary?: Itinerary | undefined
  /** Major units of the answer's currency. */
  readonly price?: number | undefined
  readonly sensitivity?: Sensitivity | undefined
  /** Whether the answer includes the effects that explain its prediction. */
  readonly explain?: boolean | undefined
  readonly basis?: Basis | undefined
}

/** Returns the fares that may be compared with the trip. */
export function faresInQuestion(
  { cabin, currency, returnDate }: Pick<InsightQuestion, 'cabin' | 'currency' | 'returnDate'>,
  { snapshot }: SnapshotRead,
  convert: Convert
): FoundFares | undefined {
  return findFareGroup(snapshot, { cabin, currency, roundTrip: returnDate !== undefined }, convert)
}

/** Without a currency, the amounts of the row are marked as missing. */
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

/** Adds the day of the question to a trip. */
export function datedAt<T extends Pick<InsightQuestion, 'market' | 'departureDate'>>(
  trip: T,
  now: number
): T & QuestionDay {
  const today = todayAt(trip.market, now)
  return { ...trip, today, daysToDeparture: daysUntil(trip.departureDate, today) }
}

/** Returns 0 for a day that is past. */
export function daysUntil(day: IsoDay, today: IsoDay): number {
  return Math.max(0, daysBetween(today, day))
}
