/** A price insight and the inputs that it is assembled from. */
import type { IsoDay } from '../../../models/airline/calendar'
import type { Conversion } from '../../../models/airline/exchange-rates'
import type { Market } from '../../../models/airline/market'
import type { FarePrediction } from '../../../models/fare/fare-model'
import type { Outlook } from '../../../models/outlook/outlook-model'
import type { Prior } from '../../../models/prior/prior'
import type { PriorLevel } from '../../../models/prior/prior-level'
import type { Explanation } from '../../../models/runtime/explanation'
import type { FeatureRow } from '../../../models/runtime/features'
import type { SnapshotSource } from '../../events/snapshot-source'
import type { FareGroupSnapshot } from '../../market/snapshot'
import type { SnapshotRead } from '../../market/snapshot-read'
import type { Rates } from '../evidence/answer-currency'
import type { NearbyRead } from '../evidence/city-airports'
import type { FallbackLevel } from '../evidence/comparables'
import type { HistoryDay, LowestPrice } from '../evidence/history'
import type { EvidenceGroup } from '../evidence/own-group'
import type { PriceLevel, Quartiles } from '../evidence/price-level'
import type { Basis } from '../evidence/question'
import type { Status } from '../evidence/status'
import type { ObservedCoverage, TrackRecord } from '../evidence/track-record'
import type { PriceEffect } from './explain-price'
import type { PriceScale } from './judge-price'
import type { LookAhead } from './look-ahead'
import type { QuarantinedFares } from './quarantined-fares'

export type Evidence = {
  readonly level: FallbackLevel
  /** Set for a question that names stops, airline, bags or a stay. */
  readonly group?: EvidenceGroup | undefined
  /** Number of compared fares, or of lowest fares by departure and day. */
  readonly observations: number
  readonly departures?: number | undefined
  readonly daysToDeparture?: { readonly from: number; readonly to: number } | undefined
  readonly lastObservedAt?: number | undefined
  readonly snapshotAgeMs?: number | undefined
  readonly source: SnapshotSource
  /** The markets of a city, in an answer for one. */
  readonly markets?: readonly Market[] | undefined
  readonly model: string | undefined
  readonly outlookModel?: string | undefined
  /** Conversion of every amount from the currency in which fares were compared. */
  readonly conversion?: Conversion | undefined
  /** Description of the data behind a level that is not the market's own. */
  readonly restsOn?: string | undefined
  readonly priorModel?: string | undefined
  /** Accounts of the shared pool that the compared fares come from; undefined outside of a pool. */
  readonly senders?: number | undefined
}

export type PriceInsight = {
  readonly market: Market
  readonly departureDate: IsoDay
  /** Currency of every amount; undefined when none was requested and none was observed. */
  readonly currency?: string | undefined
  readonly status: Status
  readonly reason: string
  readonly lowestPrice?: LowestPrice | undefined
  readonly quartiles?: Quartiles | undefined
  readonly priceLevel?: PriceLevel | undefined
  readonly percentileOfPrice?: number | undefined
  /** Why the price has no level, although comparable fares were observed. */
  readonly whyNoLevel?: string | undefined
  /** Judges another price of the same question; absent where there is no level. */
  readonly scale?: PriceScale | undefined
  readonly predictedFare?: FarePrediction | undefined
  /** Contents of the predicted fare; "all_in" only when the model takes bags as an input. */
  readonly basis?: Basis | undefined
  /** How often intervals of predicted fares covered the outcome. */
  readonly coverage?: ObservedCoverage | null | undefined
  /** Absent when the departure has no recent observation. */
  readonly ahead?: LookAhead | undefined
  /** The reason in words when there is no advice. */
  readonly whyNoAdvice?: string | undefined
  readonly explanations?: readonly PriceEffect[] | undefined
  /** Change of the predicted fare when leaving a day later, minor units. */
  readonly dayLaterMinor?: number | undefined
  /** Level from open data when no fares are comparable. */
  readonly prior?: PriorLevel | undefined
  /** Offers kept in quarantine; no other field counts them. */
  readonly quarantine: QuarantinedFares
  readonly history: readonly HistoryDay[]
  readonly evidence: Evidence
}

export type InsightInputs = {
  readonly snapshotRead: SnapshotRead
  /** The opposite market; for a round trip only. */
  readonly back?: SnapshotRead | undefined
  /** Observed fares that may be compared with the trip. */
  readonly fareGroup?: FareGroupSnapshot | undefined
  /** Converts the currency of those fares to the answer's. */
  readonly conversion?: Conversion | undefined
  readonly rates: Rates
  /** In the currency of those fares. */
  readonly prediction?: FarePrediction | undefined
  /** Name of the fare model; undefined when the model was not run. */
  readonly model?: string | undefined
  /** In the currency of those fares. */
  readonly outlook?: Outlook | undefined
  readonly outlookModel?: string | undefined
  readonly basis?: Basis | undefined
  /** Explanation of the prediction, if requested. */
  readonly why?:
    | {
        readonly explanation: Explanation
        readonly row: FeatureRow
        readonly nextDayMinor: number | undefined
      }
    | undefined
  readonly record: TrackRecord
  /** How often intervals like the predicted one covered the outcome. */
  readonly coverage?: ObservedCoverage | null | undefined
  /** Markets of the same cities, else of the same airports, read where the own fares are too few. */
  readonly nearby?: readonly NearbyRead[] | undefined
  /** Answers where no fares can be compared with; undefined where none was read. */
  readonly openPrior?: Prior | undefined
  readonly now: number
}
