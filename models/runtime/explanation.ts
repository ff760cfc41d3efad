/**
 * Explanation of a prediction: the contribution of each input beyond the base value, on the scale
 * of the trees.
 */
import { valueAt } from '../statistics/value-at'
import type { ModelSession } from './hosted-model'

export type Effect = {
  /** The input's name in the manifest. */
  readonly name: string
  readonly effect: number
}

export type Explanation = {
  /** The model's output for the average training row. */
  readonly base: number
  /** One per input, in the manifest's order; with the base they sum to the model's output. */
  readonly effects: readonly Effect[]
}

export type MoneyEffect = { readonly name: string; readonly effectMinor: number }

export type MoneyExplanation = {
  readonly baseMinor: number
  /** With the base they sum to the amount, exact to the minor unit. */
  readonly effects: readonly MoneyEffect[]
}

/** `features` is one encoded row. */
export function namedExplanation(
  { manifest, explain }: ModelSession,
  features: Float32Array,
  output: string
): Explanation | undefined {
  const explained = explain(features, output)
  if (!explained) return undefined
  const effects = manifest.inputs.map(({ name }, input) => ({
    name,
    effect: valueAt(explained.contributions, input),
  }))
  return { base: explained.base, effects }
}

/**
 * Explains an output that is the logarithm of an amount. Multiplicative effects have no order, so
 * each input gets its logarithm's share of the difference (times the logarithmic mean of amount and
 * base): no effect changes its sign, and an input without effect gets 0.
 */
export function moneyExplanation({ effects }: Explanation, amountMinor: number): MoneyExplanation {
  const sum = effects.reduce((total, { effect }) => total + effect, 0)
  const perLog = sum === 0 ? amountMinor : (-amountMinor * Math.expm1(-sum)) / sum
  const baseMinor = Math.round(amountMinor * Math.exp(-sum))
  const whole = wholeParts(
    effects.map(({ effect }) => effect * perLog),
    amountMinor - baseMinor
  )
  return {
    baseMinor,
    effects: effects.map(({ name }, at) => ({ name, effectMinor: valueAt(whole, at) })),
  }
}

/**
 * Rounds to whole numbers that sum to `total`, each within 1 of its part: the greatest remainders
 * round up.
 */
function wholeParts(parts: readonly number[], total: number): readonly number[] {
  const whole = parts.map(Math.floor)
  const missing = total - whole.reduce((sum, part) => sum + part, 0)
  const order = [...parts.keys()]
    .filter((at) => parts[at] !== 0)
    .sort((a, b) => remainder(b) - remainder(a))
  // Rounding the base may leave a total one below the sum of the floors.
  const [step, chosen] = missing < 0 ? [-1, order.reverse()] : [1, order]
  for (const at of chosen.slice(0, Math.abs(missing))) whole[at] = valueAt(whole, at) + step
  return whole

  function remainder(at: number): number {
    return valueAt(parts, at) - valueAt(whole, at)
  }
}
