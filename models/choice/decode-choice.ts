/**
 * Turns the scores of a slate's offers into probabilities: a softmax at the manifest's temperature.
 */
import type { Manifest } from '../runtime/artifact'
import type { ChoicePrediction, SlateRows } from './choice-model'

/** The column that a choice model must have. */
export const CHOICE_OUTPUTS = ['score']

type Calibration = NonNullable<Manifest['choice']>

/** `outputs` contains the rows of all slates, one slate after the other. */
export function decodeChoice(
  outputs: Float32Array,
  slates: readonly SlateRows[],
  manifest: Manifest
): readonly (ChoicePrediction | undefined)[] {
  const width = manifest.outputs.length
  const column = manifest.outputs.indexOf('score')
  let from = 0
  return slates.map((slate) => {
    const scores = slate.map((_, row) => outputs[(from + row) * width + column] ?? Number.NaN)
    from += slate.length
    return choiceFrom(scores, manifest.choice ?? { temperature: 1 })
  })
}

export function choiceFrom(
  scores: readonly number[],
  { temperature, outside }: Calibration
): ChoicePrediction | undefined {
  if (scores.length === 0 || !scores.every(Number.isFinite)) return undefined
  const greatest = Math.max(...scores)
  const weights = scores.map((score) => Math.exp((score - greatest) / temperature))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const inclusive = greatest / temperature + Math.log(total)
  return {
    probabilities: weights.map((weight) => weight / total),
    leaves: outside && 1 / (1 + Math.exp(outside.constant + outside.slope * inclusive)),
  }
}
