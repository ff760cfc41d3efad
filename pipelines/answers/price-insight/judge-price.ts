/** Judges a price by the fares of its kind: the typical range, the level, and how much evidence there is. */
import { type Conversion, convertExactly, reversed } from '../../../models/airline/exchange-rates'
import { toMinor } from '../../../models/airline/money'
import type { FarePrediction } from '../../../models/fare/fare-model'
import type { FoundGroup } from '../../market/groups/group-for'
import type { FareGroupSnapshot } from '../../market/snapshot'
import { exchangedBy, quartilesIn } from '../evidence/answer-currency'
import { judgeIncoherent, meetsObserved } from '../evidence/coherence'
import { type Comparables, comparablesOf } from '../evidence/comparables'
import { comparedGroup, isLikeWithLike, widenedText } from '../evidence/own-group'
import {
  type PriceLevel,
  percentileOf,
  priceLevel,
  type Quartiles,
  quartilesOf,
} from '../evidence/price-level'
import type { InsightQuestion } from '../evidence/question'
import { type Judgement, judge } from '../evidence/status'

export type Comparison = {
  readonly fareGroup: FareGroupSnapshot
  readonly found: FoundGroup
  readonly comparables: Comparables
  /** In the currency of the fares. */
  readonly quartiles: Quartiles
}

/** Judges a given price. */
export type PriceScale = {
  /** In the answer's currency, as the answer states them. */
  readonly quartiles: Quartiles
  /** Quantiles of the compared fares, in their own currency. */
  readonly gridMinor: readonly number[]
  readonly conversion: Conversion | undefined
}

type Level = {
  readonly priceLevel: PriceLevel | undefined
  readonly percentileOfPrice: number | undefined
}

export type JudgedPrice = Level & {
  readonly quartiles: Quartiles
  readonly whyNoLevel: string | undefined
  /** Undefined where a price of this kind has no level. */
  readonly scale: PriceScale | undefined
}

/** The kind of a price that the question itself states. */
export const EXACT = { widened: [] }
const NOT_ALIKE =
  'Too few fares of as many stops and of the same airline were observed to compare the price with.'

/** Returns undefined where too few fares were observed. `at` is the snapshot's clock. */
export function compareWith(
  fareGroup: FareGroupSnapshot | undefined,
  question: InsightQuestion,
  at: number
): Comparison | undefined {
  if (!fareGroup) return undefined
  const found = comparedGroup(fareGroup, question, at)
  const comparables = comparablesOf(found.group, question.daysToDeparture, at)
  const quartiles = comparables && quartilesOf(comparables.gridMinor)
  return comparables && quartiles && { fareGroup, found, comparables, quartiles }
}

/** `lowest` is in the answer's currency, of the group `observed`. */
export function judgePrice(
  { found, comparables, quartiles: compared }: Comparison,
  { price }: InsightQuestion,
  lowest: {
    readonly amountMinor: number | undefined
    readonly observed: Pick<FoundGroup, 'widened'>
  },
  conversion: Conversion | undefined,
  currency: string
): JudgedPrice {
  // Judged by the rounded range of the response, so that level and range never disagree.
  const quartiles = quartilesIn(compared, exchangedBy(conversion))
  const isLike = isLikeWithLike(found, price === undefined ? lowest.observed : EXACT)
  if (!isLike) {
    const none = { priceLevel: undefined, percentileOfPrice: undefined, scale: undefined }
    return { quartiles, whyNoLevel: NOT_ALIKE, ...none }
  }
  const scale = { quartiles, gridMinor: comparables.gridMinor, conversion }
  const level =
    price === undefined ? levelOfLowest(lowest, scale) : judgeGiven(price, scale, currency)
  return { quartiles, whyNoLevel: undefined, scale, ...level }
}

/** `price` is in major units of the answer's currency. */
export function judgeGiven(price: number, scale: PriceScale, currency: string): Level {
  const priceMinor = toMinor(price, currency)
  return {
    priceLevel: priceLevel(priceMinor, scale.quartiles),
    percentileOfPrice: percentileOf(scale.gridMinor, asCompared(priceMinor, scale.conversion)),
  }
}

function levelOfLowest(
  { amountMinor }: { readonly amountMinor: number | undefined },
  { quartiles }: PriceScale
): Level {
  return {
    priceLevel: amountMinor === undefined ? undefined : priceLevel(amountMinor, quartiles),
    percentileOfPrice: undefined,
  }
}

/** Rates the evidence; a prediction outside of the observed fares limits it. */
export function judgeEvidence(
  { fareGroup, found, comparables }: Comparison,
  prediction: FarePrediction | undefined,
  now: number
): Judgement & { readonly isCoherent: boolean } {
  const { status, reason } = judge(comparables, fareGroup.lastObservedAt, now)
  const judgement = { status, reason: `${reason}${widenedText(found)}` }
  const isCoherent = !prediction || meetsObserved(prediction, fareGroup)
  return { ...(isCoherent ? judgement : judgeIncoherent(judgement)), isCoherent }
}

/** Converts a price from the answer's currency to that of the fares. */
function asCompared(priceMinor: number, conversion: Conversion | undefined): number {
  return conversion ? convertExactly(priceMinor, reversed(conversion)) : priceMinor
}
