import { tripBin } from '../../models/airline/trip-bins'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { TrackRecord } from '../../pipelines/answers/evidence/track-record'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { calibrationFor, predictedRecordFor } from './ledger-summary'
import { recalibrationFor } from './recalibration-of'

/** The ledger's record of answers like that of the question, from this isolate's memory. */
export function trackRecord(
  { market, cabin, returnDate }: InsightQuestion,
  scope: Scope,
  services: Services
): TrackRecord {
  const bin = tripBin({ cabin, roundTrip: returnDate !== undefined })
  const predicted = predictedRecordFor(services, scope, market, bin)
  return {
    calibration: (confidence) => calibrationFor(services, scope, market, confidence),
    coverage: predicted.coverage,
    ruleCoverage: predicted.ruleCoverage,
    beatsRule: predicted.beatsRule,
    recalibration: (model, daysToDeparture) =>
      recalibrationFor(services, scope, model, daysToDeparture),
  }
}
