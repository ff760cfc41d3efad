/** The anomaly model that cannot fail: the robust gate alone. */
import type { FeatureRow } from '../runtime/features'
import type { AnomalyModel, AnomalyVerdict } from './anomaly-model'
import { type Limits, readSigns, type SignReading } from './gate'

/** Weaker signs than this share of their limit explain nothing. */
const TOLD = 0.5

/** `reason` says why it stands in for the trained model. */
export function baselineAnomaly(reason: string, limits?: Limits): AnomalyModel {
  return {
    name: `baseline (${reason})`,
    predict: async (rows) => rows.map((row) => judgeByGate(row, limits)),
  }
}

export function judgeByGate(row: FeatureRow, limits?: Limits): AnomalyVerdict {
  const readings = readSigns(row, limits)
  const gate = readings[0]?.strength ?? 0
  return verdictOf(gate, gate, undefined, readings)
}

export function verdictOf(
  score: number,
  gate: number,
  isolation: number | undefined,
  readings: readonly SignReading[]
): AnomalyVerdict {
  const anomalous = score >= 1
  return {
    score,
    isolation,
    gate,
    anomalous,
    expected: readings[0]?.expected,
    reasons: readings.filter(({ strength }, at) => strength >= TOLD || (anomalous && at === 0)),
  }
}
