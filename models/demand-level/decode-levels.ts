/** Turns the demand model's outputs, one probability per level, into predictions. */
import type { Manifest } from '../runtime/artifact'
import { DEMAND_LEVELS, type DemandPrediction, likeliest } from './demand-level-model'

/** Returns undefined where a row's outputs are not finite or the manifest omits a level. */
export function decodeLevels(
  outputs: Float32Array,
  rows: number,
  { outputs: names }: Pick<Manifest, 'outputs'>
): readonly (DemandPrediction | undefined)[] {
  const columns = DEMAND_LEVELS.map((level) => names.indexOf(level))
  return Array.from({ length: rows }, (_, row) => {
    const [low = Number.NaN, medium = Number.NaN, high = Number.NaN] = columns.map(
      (column) => outputs[row * names.length + column] ?? Number.NaN
    )
    const total = low + medium + high
    if (!(total > 0) || columns.includes(-1)) return undefined
    const probabilities = { low: low / total, medium: medium / total, high: high / total }
    return { level: likeliest(probabilities), probabilities }
  })
}
