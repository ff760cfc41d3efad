/**
 * Assembles the evidence about the price of a trip. A field without evidence is absent, and the status
 * and its reason state how much evidence there was.
 */
import type { IsoDay } from '../../../models/airline/calendar'
import type { Conversion } from '../../../models/airline/exchange-rates'
import type { Market } from '../../../models/airline/market'
import { toMinor } from '../../../models/airline/money'
import type { FarePrediction } from '../../../models/fare/fare-model'
import type { Outlook } from '../../../models/outlook/outlook-model'
import type { Prior } from '../../../models/prior/prior'
import type { PriorLevel } from '../../../models/prior/prior-level'
import type { Explanation } from '../../../models/runtime/explanation'
import type { FeatureRow } from '../../../models/runtime/features'
import type { SnapshotSource } from '../../events/snapshot-source'
import type { FareGroupSnapshot } from '../../market/snapshot'
import type { SnapshotRead } from '../../market/snapshot-read'
import { abstain } from '../evidence/abstention'
import {
  type Exchanged,
  exchangedBy,
  historyIn,
  predictionIn,
  type Rates,
} from '../evidence/answer-currency'
import {
  cityAirports,
  judgeCityAirports,
  type NearbyRead,
  NO_ADVICE_OF_AIRPORTS,
  restsOnAirports,
} from '../evidence/city-airports'
import type { FallbackLevel } from '../evidence/comparables'
import { type HistoryDay, historyOf, type LowestPrice, lowestPriceOf } from '../evidence/history'
import { type EvidenceGroup, evidenceGroup, observedGroup } from '../evidence/own-group'
import {
  type PriceLevel,
  percentileOf,
  priceLevel,
  type Quartiles,
  quartilesOf,
} from '../evidence/price-level'
import { judgePrior, NO_ADVICE_OF_PRIOR, priorOf } from '../evidence/prior-evidence'
import type { Basis, InsightQuestion } from '../evidence/question'
import type { Status } from '../evidence/status'
import type { ObservedCoverage, TrackRecord } from '../evidence/track-record'
import { explainPrice, type PriceEffect } from './explain-price'
import { compareWith, judgeEvidence, judgePrice } from './judge-price'
import { type LookAhead, lookAhead, whyNoAdvice } from './look-ahead'
import { type QuarantinedFares, quarantinedFares } from './quarantined-fares'

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
  readonly model: string | undefined
  readonly outlookModel?: string | undefined
  /** Conversion of every amount from the currency in which fares were compared. */
  readonly conversion?: Conversion | undefined
  /** Description of the data behind a level that is not the market's own. */
  readonly restsOn?: string | undefined
  readonly priorModel?: string | undefined
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
  /** Markets of the same cities, else of the same airports, read where the own fares are too few. */
  readonly nearby?: readonly NearbyRead[] | undefined
  /** Answers where no fares can be compared with; undefined where none was read. */
  readonly openPrior?: Prior | undefined
  readonly now: number
}

export function priceInsight(question: InsightQuestion, inputs: InsightInputs): PriceInsight {
  const { market, departureDate } = question
  const { snapshotRead, fareGroup, conversion, prediction, now } = inputs
  const at = snapshotRead.snapshot?.at ?? now
  const exchanged = exchangedBy(conversion)
  const observed = fareGroup && observedGroup(fareGroup, question, at)
  const history = observed ? historyIn(historyOf(observed.group, departureDate, at), exchanged) : []
  const lowestPrice = lowestPriceOf(history)
  const known = {
    market,
    departureDate,
    lowestPrice,
    quarantine: quarantinedFares(snapshotRead.snapshot, question, departureDate),
    history,
    ...predicted(inputs, exchanged),
    ...forward(question, inputs, exchanged, lowestPrice),
  }

  const comparison = compareWith(fareGroup, question, at)
  if (!comparison || !observed) {
    const observations = fareGroup?.windows['30d']?.count ?? 0
    const currency = conversion?.to ?? fareGroup?.currency ?? question.currency
    const unseen = {
      ...known,
      ...abstain(question, snapshotRead, inputs),
      currency,
      evidence: evidenceOf(inputs, { level: 'none', observations }),
    }
    return withCityAirports(unseen, { ...question, currency }, inputs)
  }

  const currency = conversion?.to ?? comparison.fareGroup.currency
  const lowest = { amountMinor: lowestPrice?.amountMinor, observed }
  const { isCoherent, ...judgement } = judgeEvidence(comparison, prediction, now)
  const { comparables, found } = comparison
  return {
    ...known,
    ...judgement,
    ...(!isCoherent && { coverage: null }),
    currency,
    ...judgePrice(comparison, question, lowest, conversion, currency),
    evidence: {
      ...evidenceOf(inputs, comparables),
      group: evidenceGroup(question, found, observed),
    },
  }
}

/** Observed fares of other airports before open data: they are of this season and this market's cities. */
function withCityAirports(
  insight: PriceInsight,
  question: InsightQuestion,
  inputs: InsightInputs
): PriceInsight {
  const { nearby = [], rates, now } = inputs
  const found = cityAirports(question, nearby, rates, now)
  const quartiles = found && quartilesOf(found.gridMinor)
  if (!found || !quartiles) return withPrior(insight, question, inputs)
  const { currency, observations, lastObservedAt } = found
  const priceMinor = question.price === undefined ? undefined : toMinor(question.price, currency)
  return {
    ...insight,
    ...judgeCityAirports({ status: insight.status, reason: insight.reason }, found),
    currency,
    quartiles,
    priceLevel: priceMinor === undefined ? undefined : priceLevel(priceMinor, quartiles),
    percentileOfPrice:
      priceMinor === undefined ? undefined : percentileOf(found.gridMinor, priceMinor),
    ahead: undefined,
    whyNoAdvice: NO_ADVICE_OF_AIRPORTS,
    evidence: {
      ...insight.evidence,
      level: 'city_airports',
      observations,
      lastObservedAt,
      restsOn: restsOnAirports(found),
    },
  }
}

/** A market that could not be read in time may have been observed, so no prior is used for it. */
function withPrior(
  insight: PriceInsight,
  question: InsightQuestion,
  { openPrior, snapshotRead, rates, nearby, now }: InsightInputs
): PriceInsight {
  if (!openPrior || snapshotRead.source === 'baseline') return insight
  const prior = priorOf(openPrior, question, rates, now, nearby)
  if (!prior) return insight
  const { fallbackLevel, restsOn, currency, conversion } = prior
  return {
    ...insight,
    ...judgePrior({ status: insight.status, reason: insight.reason }, prior),
    currency,
    prior,
    ahead: undefined,
    whyNoAdvice: NO_ADVICE_OF_PRIOR,
    evidence: {
      ...insight.evidence,
      level: fallbackLevel,
      restsOn,
      priorModel: openPrior.name,
      conversion: insight.evidence.conversion ?? conversion,
    },
  }
}

function forward(
  question: InsightQuestion,
  { outlook, fareGroup, conversion, record, now }: InsightInputs,
  exchanged: Exchanged,
  lowest: LowestPrice | undefined
): Pick<PriceInsight, 'ahead' | 'whyNoAdvice'> {
  // Without comparable fares the status already gives the reason.
  if (!fareGroup) return {}
  const currency = conversion?.to ?? fareGroup.currency
  const ahead = outlook && lookAhead(question, outlook, { exchanged, currency }, record, now)
  return { ahead, whyNoAdvice: whyNoAdvice(ahead, lowest, question.daysToDeparture, now) }
}

function predicted(
  { prediction, basis, record, why }: InsightInputs,
  exchanged: Exchanged
): Pick<PriceInsight, 'predictedFare' | 'basis' | 'coverage' | 'explanations' | 'dayLaterMinor'> {
  if (!prediction) return {}
  const predictedFare = predictionIn(prediction, exchanged)
  const known = { predictedFare, basis, coverage: record.coverage }
  if (!why) return known
  const { explanation, row, nextDayMinor } = why
  const { amountMinor } = predictedFare
  return {
    ...known,
    explanations: explainPrice(explanation, amountMinor, row),
    dayLaterMinor: nextDayMinor === undefined ? undefined : exchanged(nextDayMinor) - amountMinor,
  }
}

function evidenceOf(
  {
    snapshotRead: { snapshot, source },
    fareGroup,
    conversion,
    model,
    outlookModel,
    now,
  }: InsightInputs,
  compared: Pick<Evidence, 'level' | 'observations' | 'departures' | 'daysToDeparture'>
): Evidence {
  return {
    level: compared.level,
    observations: compared.observations,
    departures: compared.departures,
    daysToDeparture: compared.daysToDeparture,
    lastObservedAt: fareGroup?.lastObservedAt ?? snapshot?.lastObservedAt,
    snapshotAgeMs: snapshot && Math.max(0, now - snapshot.at),
    source,
    model,
    outlookModel,
    conversion,
  }
}
