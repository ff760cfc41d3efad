/**
 * The port of the anomaly model: how unusual one airline's fares of one market were on one day. A row
 * is made by pipelines/watch/feed-day.ts.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'
import type { Sign } from './gate'

export type AnomalyReason = {
  readonly sign: Sign
  /** Of the limit at which this sign alone is a finding. */
  readonly strength: number
  /** In the unit of the sign's measure (gate.ts); undefined when it was not measured. */
  readonly actual: number | undefined
  readonly expected: number | undefined
}

export type AnomalyVerdict = {
  /** 1 and above is a finding. */
  readonly score: number
  /** Of the Isolation Forest, 0-1; undefined when the gate answers alone. */
  readonly isolation: number | undefined
  /** The strongest sign, of its limit. */
  readonly gate: number
  readonly anomalous: boolean
  /** What the strongest sign's measure usually is. */
  readonly expected: number | undefined
  /** Strongest first; never empty for a finding. */
  readonly reasons: readonly AnomalyReason[]
}

export type AnomalyModel = ModelPort<FeatureRow, AnomalyVerdict>
