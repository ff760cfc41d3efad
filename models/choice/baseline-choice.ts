/**
 * The baseline choice model: an offer loses utility for being dearer and slower than the best of
 * its slate, and for each additional stop. It ignores shopper, airline and time of day. It needs no
 * artifact, so it always answers.
 */
import type { FeatureRow, FeatureValue } from '../runtime/features'
import type { ChoiceModel, ChoicePrediction, SlateRows } from './choice-model'
import { choiceFrom } from './decode-choice'

/**
 * A price ten per cent higher halves the odds; twice the duration, or one more stop, reduces them
 * to about a third.
 */
export const PRICE_WEIGHT = -Math.LN2 / Math.log(1.1)
export const DURATION_WEIGHT = -1.5
export const STOP_WEIGHT = -1

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineChoice(reason: string): ChoiceModel {
  return { name: `baseline (${reason})`, predict: async (slates) => slates.map(predictChoice) }
}

export function predictChoice(slate: SlateRows): ChoicePrediction | undefined {
  return choiceFrom(slate.map(utilityOf), { temperature: 1 })
}

/** An unknown value contributes 0 to the utility. */
function utilityOf({ values }: FeatureRow): number {
  return (
    PRICE_WEIGHT * known(values.price_over_cheapest) +
    DURATION_WEIGHT * known(values.duration_over_fastest) +
    STOP_WEIGHT * known(values.extra_stops)
  )
}

function known(value: FeatureValue): number {
  return typeof value === 'number' ? value : 0
}
