import type { Market } from '../../models/airline/market'
import type { TrackRecord } from '../../pipelines/answers/evidence/track-record'
import type { Services } from '../services'
import { calibrationFor, observedCoverageFor } from './ledger-summary'

/** What the ledger says of a market's answers, from this isolate's memory. */
export function trackRecord(market: Market, liveMode: boolean, services: Services): TrackRecord {
  return {
    calibration: (confidence) => calibrationFor(services, liveMode, market, confidence),
    coverage: observedCoverageFor(services, liveMode, market),
  }
}
