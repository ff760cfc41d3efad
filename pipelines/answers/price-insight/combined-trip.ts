/**
 * The price of a round trip as two one-way fares: beside the observed round trips, and in their place
 * where none of exactly these dates was observed.
 */
import { opposite } from '../../../models/airline/market'
import type { SnapshotRead } from '../../market/snapshot-read'
import type { Rates } from '../evidence/answer-currency'
import type { LowestPrice } from '../evidence/history'
import { groupQuestion } from '../evidence/own-group'
import type { InsightQuestion } from '../evidence/question'
import type { Judgement } from '../evidence/status'
import { type CalendarEntry, oneWaysOf, together } from '../price-calendar/one-ways'

export type CombinedTrip = CalendarEntry & { readonly currency: string }

/** Returns undefined for a one-way trip, and where neither an observed nor an estimated sum is known. */
export function combinedTrip(
  question: InsightQuestion,
  /** That of the observed round trips, or the requested one. */
  currency: string | undefined,
  {
    snapshotRead,
    back,
    rates,
    now,
  }: {
    readonly snapshotRead: SnapshotRead
    /** The opposite market. */
    readonly back?: SnapshotRead | undefined
    readonly rates: Rates
    readonly now: number
  }
): CombinedTrip | undefined {
  const { departureDate, returnDate, cabin, today } = question
  if (returnDate === undefined || !back) return undefined
  const oneWay = { cabin, today, ...groupQuestion({ ...question, returnDate: undefined }) }
  const out = oneWaysOf(oneWay, snapshotRead, currency, { rates, now })
  if (out.currency === undefined) return undefined
  const home = oneWaysOf(oneWay, back, out.currency, { rates, now })
  const sum = together(out.entry(departureDate), home.entry(returnDate))
  return sum.status === 'unknown' ? undefined : { ...sum, currency: out.currency }
}

/**
 * The lower of an observed round trip of exactly these dates and the sum of two observed one-way fares;
 * a round trip of other dates only where the sum is not known.
 */
export function lowestOfTrip(
  { returnDate }: InsightQuestion,
  roundTrip: (LowestPrice & { readonly isOfTheseDates: boolean }) | undefined,
  combined: CombinedTrip | undefined
): LowestPrice | undefined {
  if (!roundTrip && !combined) return undefined
  if (returnDate === undefined) return roundTrip && lowestPrice(roundTrip)
  const { amountMinor, observedOn, market, returnMarket } = combined ?? {}
  const sum =
    combined?.status === 'observed' && amountMinor !== undefined && observedOn !== undefined
      ? { amountMinor, observedOn, market, returnMarket, fareKind: 'combined' as const }
      : undefined
  const known = roundTrip && { ...lowestPrice(roundTrip), fareKind: 'round_trip' as const }
  if (!sum || !known) return sum ?? known
  return roundTrip.isOfTheseDates && known.amountMinor <= sum.amountMinor ? known : sum
}

function lowestPrice({ amountMinor, observedOn, market }: LowestPrice): LowestPrice {
  return { amountMinor, observedOn, market }
}

export function judgeCombined(
  why: Judgement,
  { market, departureDate, returnDate }: InsightQuestion,
  fares: number
): Judgement {
  return {
    status: 'limited',
    reason: `${why.reason} Compared with ${fares} one-way fares: those of ${market} for ${departureDate} and of ${opposite(market)} for ${returnDate}, added up.`,
  }
}

export const NO_ADVICE_OF_COMBINED =
  'The lowest price is the sum of two one-way fares, whose changes do not show when to buy a round trip.'
