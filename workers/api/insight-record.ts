import type { Market } from '../../models/market'
import type { TrackRecord } from '../../pipelines/answers/track-record'
import { calibrationFor, observedCoverageFor } from '../decisions/calibration'
import type { Services } from '../services'

/** What the ledger says of a market's answers, from this isolate's memory. */
export function trackRecord(market: Market, liveMode: boolean, services: Services): TrackRecord {
  return {
    calibration: (confidence) => calibrationFor(services, liveMode, market, confidence),
    coverage: observedCoverageFor(services, liveMode, market),
  }
}
