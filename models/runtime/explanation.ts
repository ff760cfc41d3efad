/** Why a model said what it said: what each input added to its base, on the scale of its trees. */
import type { ModelSession } from './hosted-model'

export type Effect = {
  /** The input's name in the manifest. */
  readonly name: string
  readonly effect: number
}

export type Explanation = {
  /** What the model says of the average row it was trained on. */
  readonly base: number
  /** One an input, in the manifest's order; with the base they sum to the model's output. */
  readonly effects: readonly Effect[]
}

export type MoneyEffect = { readonly name: string; readonly effectMinor: number }

export type MoneyExplanation = {
  readonly baseMinor: number
  /** With the base they sum to the amount, to the minor unit. */
  readonly effects: readonly MoneyEffect[]
}

/** `features` is one row as the model is given it. */
export function namedExplanation(
  { manifest, explain }: ModelSession,
  features: Float32Array,
  output: string
): Explanation | undefined {
  const told = explain(features, output)
  if (!told) return undefined
  const effects = manifest.inputs.map(({ name }, input) => ({
    name,
    effect: told.contributions[input] ?? 0,
  }))
  return { base: told.base, effects }
}

/**
 * Of an output that is the logarithm of an amount. Effects that multiply have no order, so each gets
 * its logarithm's part of the difference (the logarithmic mean of amount and base, times it): none
 * changes its sign, and inputs that did nothing cost nothing.
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
    effects: effects.map(({ name }, at) => ({ name, effectMinor: whole[at] ?? 0 })),
  }
}

/** Whole numbers that sum to `total`, each within 1 of its part: the greatest remainders go up. */
function wholeParts(parts: readonly number[], total: number): readonly number[] {
  const whole = parts.map(Math.floor)
  const missing = total - whole.reduce((sum, part) => sum + part, 0)
  const order = [...parts.keys()]
    .filter((at) => parts[at] !== 0)
    .sort((a, b) => remainder(b) - remainder(a))
  // Rounding the base may ask for one less than the floors.
  const [step, chosen] = missing < 0 ? [-1, order.reverse()] : [1, order]
  for (const at of chosen.slice(0, Math.abs(missing))) whole[at] = (whole[at] ?? 0) + step
  return whole

  function remainder(at: number): number {
    return (parts[at] ?? 0) - (whole[at] ?? 0)
  }
}
