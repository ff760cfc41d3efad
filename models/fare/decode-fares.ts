/** Converts the fare model's outputs, logarithms of fares in model units, back to money. */

import { toMinor } from '../airline/money'
import type { Manifest } from '../runtime/artifact'
import { conformalShifts } from '../runtime/conformal'
import type { FeatureRow } from '../runtime/features'
import { modelUnit } from '../runtime/model-unit'
import { FARE_QUANTILES, type FarePrediction } from './fare-model'

/** The columns that a fare model must have, in any order. */
export const FARE_OUTPUTS = ['expected', ...FARE_QUANTILES.map((share) => `q${share * 100}`)]

/**
 * One prediction per row; undefined where the row has no model unit or an output is not finite.
 * Quantiles are fitted and calibrated separately and may cross: sorting them never increases their
 * pinball loss.
 */
export function decodeFares(
  outputs: Float32Array,
  rows: readonly FeatureRow[],
  manifest: Manifest
): readonly (FarePrediction | undefined)[] {
  const [expected = -1, ...quantiles] = FARE_OUTPUTS.map((name) => manifest.outputs.indexOf(name))
  const width = manifest.outputs.length
  return rows.map((input, row) => {
    const unit = modelUnit(input, manifest)
    const { currency } = input
    const shifts = conformalShifts(manifest, { daysToDeparture: daysOf(input), currency })
    const minor = (column: number) => {
      const shift = shifts[manifest.outputs[column] ?? ''] ?? 0
      const log = (outputs[row * width + column] ?? Number.NaN) + shift
      return toMinor(Math.exp(log) * unit, input.currency)
    }
    const amountMinor = minor(expected)
    const quantilesMinor = quantiles.map(minor).sort((a, b) => a - b)
    if (![amountMinor, ...quantilesMinor].every(Number.isFinite)) return undefined
    return { amountMinor, quantilesMinor }
  })
}

function daysOf({ values }: FeatureRow): number | undefined {
  const { days_to_departure: days } = values
  return typeof days === 'number' ? days : undefined
}
