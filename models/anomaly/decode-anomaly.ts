/**
 * Combines the forest's isolation and the gate's strength into one score. Isolation is rescaled so
 * that 0 is the median training row and 1 the row that the forest alone would call a finding.
 */
import type { Manifest } from '../runtime/artifact'
import type { FeatureRow } from '../runtime/features'
import type { AnomalyVerdict } from './anomaly-model'
import { judgeByGate, verdictOf } from './baseline-anomaly'
import { readSigns } from './gate'

export type IsolationScale = NonNullable<Manifest['isolation']>

/** Negative for rows more usual than the median. */
export function isolationStrength(isolation: number, { usual, unusual }: IsolationScale): number {
  return (isolation - usual) / (unusual - usual)
}

/** When `isolation` is not finite, the gate decides alone. */
export function judge(row: FeatureRow, isolation: number, scale: IsolationScale): AnomalyVerdict {
  if (!Number.isFinite(isolation)) return judgeByGate(row)
  const signs = readSigns(row)
  const gate = signs[0]?.strength ?? 0
  return verdictOf(scoreOf(gate, isolation, scale), gate, isolation, signs)
}

/**
 * The gate alone suffices for a finding; below its limit the forest may add evidence from signs in
 * combination.
 */
export function scoreOf(gate: number, isolation: number, scale: IsolationScale): number {
  const { weight, finding } = scale
  const mean = (1 - weight) * gate + weight * isolationStrength(isolation, scale)
  return Math.max(gate, mean / finding)
}
