/**
 * The baseline anomaly model: the robust gate alone. It needs no artifact, so it always answers.
 */
import type { FeatureRow } from '../runtime/features'
import type { AnomalyModel, AnomalyVerdict } from './anomaly-model'
import { type Limits, type MeasuredSign, readSigns } from './gate'

/** Signs weaker than this share of their limit are not reported as reasons. */
const REPORTED_SHARE = 0.5

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineAnomaly(reason: string, limits?: Limits): AnomalyModel {
  return {
    name: `baseline (${reason})`,
    predict: async (rows) => rows.map((row) => judgeByGate(row, limits)),
  }
}

export function judgeByGate(row: FeatureRow, limits?: Limits): AnomalyVerdict {
  const signs = readSigns(row, limits)
  const gate = signs[0]?.strength ?? 0
  return verdictOf(gate, gate, undefined, signs)
}

export function verdictOf(
  score: number,
  gate: number,
  isolation: number | undefined,
  signs: readonly MeasuredSign[]
): AnomalyVerdict {
  const anomalous = score >= 1
  return {
    score,
    isolation,
    gate,
    anomalous,
    expected: signs[0]?.expected,
    reasons: signs.filter(
      ({ strength }, at) => strength >= REPORTED_SHARE || (anomalous && at === 0)
    ),
  }
}
