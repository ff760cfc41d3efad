/**
 * The choice model that cannot fail: offers lose by how much dearer and slower they are than the
 * best of their slate, and by each stop more. It knows no shopper, airline or time of day.
 */
import type { FeatureRow, FeatureValue } from '../runtime/features'
import type { ChoiceModel, ChoicePrediction, SlateRows } from './choice-model'
import { choiceFrom } from './decode-choice'

/** Ten per cent dearer halves the odds; twice as long, or a stop more, takes them to about a third. */
const PRICE_WEIGHT = -Math.LN2 / Math.log(1.1)
const DURATION_WEIGHT = -1.5
const STOP_WEIGHT = -1

/** `reason` says why it stands in for the trained model. */
export function baselineChoice(reason: string): ChoiceModel {
  return { name: `baseline (${reason})`, predict: async (slates) => slates.map(predictChoice) }
}

export function predictChoice(slate: SlateRows): ChoicePrediction | undefined {
  return choiceFrom(slate.map(utilityOf), { temperature: 1 })
}

/** What is not known neither helps nor harms. */
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
