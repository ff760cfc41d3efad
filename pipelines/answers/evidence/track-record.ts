/** What became of earlier answers like this one, as the ledger knows it when an answer is made. */
import type { Calibration, ObservedCoverage } from '../../ledger/summary'

export type TrackRecord = {
  /** How often advice of such confidence was right; null where too little was settled. */
  calibration(confidence: number): Calibration | null
  /** How often intervals of predicted fares held. */
  readonly coverage: ObservedCoverage | null
}

export const NO_RECORD: TrackRecord = { calibration: () => null, coverage: null }
