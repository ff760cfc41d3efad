import type { Market } from '../../models/airline/market'
import type { TrackRecord } from '../../pipelines/answers/evidence/track-record'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { beatsRuleFor, calibrationFor, observedCoverageFor } from './ledger-summary'
import { recalibrationFor } from './recalibration-of'

/** The ledger's record of a market's answers, from this isolate's memory. */
export function trackRecord(market: Market, scope: Scope, services: Services): TrackRecord {
  return {
    calibration: (confidence) => calibrationFor(services, scope, market, confidence),
    coverage: observedCoverageFor(services, scope, market),
    beatsRule: beatsRuleFor(services, scope, market),
    recalibration: (model, daysToDeparture) =>
      recalibrationFor(services, scope, model, daysToDeparture),
  }
}
