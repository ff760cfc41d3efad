/** Turns questions and the snapshots of their markets into insights, with one pass through each model. */
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import type { FareModel, FarePrediction } from '../../../models/fare/fare-model'
import type { Outlook, OutlookModel, OutlookQuestion } from '../../../models/outlook/outlook-model'
import type { Prior } from '../../../models/prior/prior'
import { answerEach } from '../../../models/runtime/answer-each'
import type { FeatureRow } from '../../../models/runtime/features'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, predictionIn, type Rates } from '../evidence/answer-currency'
import type { NearbyRead } from '../evidence/city-airports'
import { coherentFare } from '../evidence/coherence'
import type { FoundFares } from '../evidence/find-fare-group'
import { latestFare } from '../evidence/history'
import { observedGroup } from '../evidence/own-group'
import { type Basis, faresInQuestion, type InsightQuestion } from '../evidence/question'
import { type ModelsUsed, rowsUsed } from '../evidence/rows-used'
import { RULE, ruleFare } from '../evidence/rule-fare'
import type { TrackRecord } from '../evidence/track-record'
import { aheadQuestion, createTripRows, fareRow, type TripRows } from '../evidence/trip-rows'
import type { InsightInputs, PriceInsight } from './insight-types'
import { isStale } from './look-ahead'
import { priceInsight } from './price-insight'

export type InsightRequest = {
  readonly question: InsightQuestion
  readonly snapshotRead: SnapshotRead
  /** The opposite market; for a round trip only. */
  readonly back?: SnapshotRead | undefined
  readonly rates: Rates
  readonly record: TrackRecord
  /** Other markets of the same cities; read where the market's own fares are too few. */
  readonly nearby?: readonly NearbyRead[] | undefined
  /** Skips the outlook model when only the predicted fare is returned. */
  readonly withoutOutlook?: boolean | undefined
  /** Returns the model's fare even where the ledger does not show that it beats the plain rule. */
  readonly withoutRule?: boolean | undefined
  /** Keeps the models' inputs for the record of the decision. */
  readonly isRecorded?: boolean | undefined
}

export type InsightModels = {
  readonly fare: FareModel
  readonly outlook: OutlookModel
  /** Levels of open data; undefined where none was read. */
  readonly prior?: Prior | undefined
  /** Inputs of trips computed before; without it each is computed anew. */
  readonly tripRows?: TripRows | undefined
}

export type AnsweredInsight = {
  readonly request: InsightRequest
  readonly insight: PriceInsight
  /** The observed fares that the trip was compared with. */
  readonly fares: FoundFares | undefined
  /** Empty when no model answered, or the answer is not recorded. */
  readonly models: ModelsUsed
  /** The model's fare beside the plain rule's, in the answer's currency, whichever was returned. */
  readonly modelFare?: ModelFare | undefined
}

export type ModelFare = {
  readonly model: string
  readonly fare: FarePrediction
  readonly rule: FarePrediction | undefined
}

/**
 * A market gets no prediction until fares of this cabin and trip kind were observed in a currency that
 * converts to the requested one: the model's interval is valid only for markets like those in training.
 */
export async function answerPriceInsights(
  requests: readonly InsightRequest[],
  models: InsightModels,
  now: number
): Promise<readonly AnsweredInsight[]> {
  const prepared = requests.map((request) => prepare(request, models, now))
  const [predicted, looked] = await Promise.all([
    answerEach(prepared, fareRows, (rows) => models.fare.predict(rows)),
    answerEach(prepared, aheadOf, (questions) => models.outlook.predict(questions)),
  ])
  const outlooks = new Map(looked)
  return predicted.map(([each, [prediction, nextDay]]) => {
    const [outlook] = outlooks.get(each) ?? []
    return insightOf(each, { prediction, nextDay, outlook }, models)
  })
}

export async function answerPriceInsight(
  request: InsightRequest,
  models: InsightModels,
  now: number
): Promise<AnsweredInsight> {
  const [answered] = await answerPriceInsights([request], models, now)
  // Each question yields one insight; only a bug reaches this.
  if (!answered) throw new RangeError('one question yielded no insight; check answerPriceInsights')
  return answered
}

type Prepared = {
  readonly request: InsightRequest
  readonly fares: FoundFares | undefined
  readonly inputs: InsightInputs
  /** Undefined when there are no comparable fares, so that the fare model is not run. */
  readonly row?: FeatureRow
  /** The same trip a day later; only with `explain`. */
  readonly nextDay?: FeatureRow | undefined
  readonly ahead?: OutlookQuestion | undefined
}

function prepare(
  request: InsightRequest,
  { prior: openPrior, tripRows = createTripRows() }: InsightModels,
  now: number
): Prepared {
  const { question, snapshotRead, back, rates, record, nearby, withoutOutlook = false } = request
  const fares = faresInQuestion(question, snapshotRead, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  const inputs = { ...fares, snapshotRead, back, rates, record, nearby, openPrior, now }
  if (!fares) return { request, fares, inputs }
  const { currency } = fares.fareGroup
  const rowOf = (trip: InsightQuestion) => fareRow(tripRows, trip, currency, snapshotRead, now)
  return {
    request,
    fares,
    inputs,
    row: rowOf(question),
    nextDay: question.explain ? rowOf(aDayLater(question)) : undefined,
    ahead: withoutOutlook
      ? undefined
      : outlookQuestion(tripRows, question, fares, snapshotRead, now),
  }
}

function fareRows({ row, nextDay }: Prepared): readonly FeatureRow[] {
  return [row, nextDay].filter((each) => each !== undefined)
}

function aheadOf({ ahead }: Prepared): readonly OutlookQuestion[] {
  return ahead ? [ahead] : []
}

type Predictions = {
  readonly prediction: FarePrediction | undefined
  readonly nextDay: FarePrediction | undefined
  readonly outlook: Outlook | undefined
}

/** Reads the ports after they predicted: a fallback changes the name of the model that responds. */
function insightOf(
  prepared: Prepared,
  { prediction, nextDay, outlook }: Predictions,
  { fare, outlook: outlookModel }: InsightModels
): AnsweredInsight {
  const { request, fares, inputs, row, ahead } = prepared
  const { question, isRecorded = false } = request
  if (!row) return { request, fares, insight: priceInsight(question, inputs), models: {} }
  const rule = fares && ruleFare(fares.fareGroup)
  const isRule =
    rule !== undefined &&
    !request.withoutRule &&
    isPlain(question) &&
    request.record.beatsRule !== true
  const insight = priceInsight(question, {
    ...inputs,
    prediction: isRule ? rule : prediction && coherentFare(prediction),
    model: isRule ? RULE : fare.name,
    coverage: isRule ? request.record.ruleCoverage : request.record.coverage,
    basis: isRule ? 'fare' : basisOf(question, fare, row),
    ...(ahead && { outlook, outlookModel: outlookModel.name }),
    ...(prepared.nextDay && !isRule && why(fare, row, prediction, nextDay)),
  })
  const exchanged = exchangedBy(fares?.conversion)
  const modelFare = prediction && {
    model: fare.name,
    fare: predictionIn(coherentFare(prediction), exchanged),
    rule: rule && predictionIn(rule, exchanged),
  }
  if (!isRecorded) return { request, fares, insight, models: {}, modelFare }
  const models = {
    fare: rowsUsed(fare, fareRows(prepared), (each) => each),
    ...(ahead && { outlook: rowsUsed(outlookModel, [ahead], (each) => each.row) }),
  }
  return { request, fares, insight, models, modelFare }
}

/** Names no flights and no fare: any offer of the trip answers it. */
function isPlain({ itinerary }: InsightQuestion): boolean {
  return Object.values(itinerary ?? {}).every((value) => value === undefined)
}

/** Returns undefined when the departure has no recent observation, or leaves today. */
function outlookQuestion(
  tripRows: TripRows,
  question: InsightQuestion,
  { fareGroup }: FoundFares,
  snapshotRead: SnapshotRead,
  now: number
): OutlookQuestion | undefined {
  const at = snapshotRead.snapshot?.at ?? now
  const { group } = observedGroup(fareGroup, question, at)
  const seen = latestFare(group, question.departureDate, at)
  const { daysToDeparture } = question
  if (!seen || daysToDeparture < 1) return undefined
  if (isStale(seen.day, now)) return undefined
  const { lowestMinor } = seen
  const observed = { lowestMinor, daysToDeparture }
  return aheadQuestion(tripRows, question, fareGroup.currency, snapshotRead, now, observed)
}

/** The baseline, and a model trained without bags, predict the fare alone whatever basis is requested. */
function basisOf({ basis }: InsightQuestion, fare: FareModel, row: FeatureRow): Basis {
  if (basis !== 'all_in') return 'fare'
  const bags = fare.inputs?.(row)?.find(({ name }) => name === 'bags_included')
  return bags?.value === undefined ? 'fare' : 'all_in'
}

function why(
  fare: FareModel,
  row: FeatureRow,
  prediction: FarePrediction | undefined,
  nextDay: FarePrediction | undefined
): Pick<InsightInputs, 'why'> {
  const explanation = prediction && fare.explain?.(row, 'expected')
  if (!explanation) return {}
  return { why: { explanation, row, nextDayMinor: nextDay?.amountMinor } }
}

function aDayLater(question: InsightQuestion): InsightQuestion {
  const later = (day: string) => dayOf(dayNumber(day) + 1)
  const { departureDate, returnDate, itinerary } = question
  return {
    ...question,
    departureDate: later(departureDate),
    daysToDeparture: question.daysToDeparture + 1,
    returnDate: returnDate && later(returnDate),
    itinerary: itinerary && {
      ...itinerary,
      departureAt:
        itinerary.departureAt &&
        `${later(itinerary.departureAt.slice(0, 10))}${itinerary.departureAt.slice(10)}`,
    },
  }
}
