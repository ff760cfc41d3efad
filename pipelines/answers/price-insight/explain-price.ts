/** Explains a predicted fare: effects by code, in money that adds up to the prediction. */
import { type Explanation, moneyExplanation } from '../../../models/runtime/explanation'
import type { FeatureRow } from '../../../models/runtime/features'
import { codeOf, type ExplanationCode, textOf } from './explanation-codes'

export type PriceEffect = {
  readonly code: ExplanationCode
  readonly text: string
  /** Minor units; all of them add up to the predicted fare. */
  readonly effectMinor: number
}

/** Returns the base first, then the effects by size. `amountMinor` is the prediction as returned. */
export function explainPrice(
  explanation: Explanation,
  amountMinor: number,
  { values }: FeatureRow
): readonly PriceEffect[] {
  const byCode = new Map<ExplanationCode, number>()
  for (const { name, effect } of explanation.effects) {
    const code = codeOf(name)
    byCode.set(code, (byCode.get(code) ?? 0) + effect)
  }
  const effects = [...byCode].map(([name, effect]) => ({ name, effect }))
  const explained = moneyExplanation({ base: explanation.base, effects }, amountMinor)
  const amounts = new Map(explained.effects.map(({ name, effectMinor }) => [name, effectMinor]))
  const moved = [...byCode.keys()]
    .map((code) => ({ code, text: textOf(code, values), effectMinor: amounts.get(code) ?? 0 }))
    .filter(({ effectMinor }) => effectMinor !== 0)
    .toSorted((a, b) => Math.abs(b.effectMinor) - Math.abs(a.effectMinor))
  const base = { code: 'typical_fare' as const, text: textOf('typical_fare', values) }
  return [{ ...base, effectMinor: explained.baseMinor }, ...moved]
}
