/**
 * The port of the anomaly model: how unusual one airline's fares in one market were on one day.
 * Rows come from pipelines/watch/feed-day.ts.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'
import type { Sign } from './gate'

export type AnomalyReason = {
  readonly sign: Sign
  /** Ratio to the limit at which this sign alone is a finding. */
  readonly strength: number
  /** In the unit of the sign's measure (gate.ts); undefined when it was not measured. */
  readonly actual: number | undefined
  readonly expected: number | undefined
}

export type AnomalyVerdict = {
  /** A score of 1 or more is a finding. */
  readonly score: number
  /** Score of the Isolation Forest, 0-1; undefined when the gate answers alone. */
  readonly isolation: number | undefined
  /** Strength of the strongest sign, as a ratio to its limit. */
  readonly gate: number
  readonly anomalous: boolean
  /** Usual value of the strongest sign's measure. */
  readonly expected: number | undefined
  /** Strongest first; never empty for a finding. */
  readonly reasons: readonly AnomalyReason[]
}

export type AnomalyModel = ModelPort<FeatureRow, AnomalyVerdict>
