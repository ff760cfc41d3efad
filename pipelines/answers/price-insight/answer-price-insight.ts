/** Turns questions and the snapshots of their markets into insights, with one pass through each model. */
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import type { FareModel, FarePrediction } from '../../../models/fare/fare-model'
import type { OutlookModel, OutlookQuestion } from '../../../models/outlook/outlook-model'
import type { Prior } from '../../../models/prior/prior'
import type { FeatureRow } from '../../../models/runtime/features'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, type Rates } from '../evidence/answer-currency'
import type { FoundFares } from '../evidence/find-fare-group'
import { latestFare } from '../evidence/history'
import { type Basis, daysLeft, faresInQuestion, type InsightQuestion } from '../evidence/question'
import type { TrackRecord } from '../evidence/track-record'
import { aheadQuestion, fareRow } from '../evidence/trip-rows'
import { isStale } from './look-ahead'
import { type InsightInputs, type PriceInsight, priceInsight } from './price-insight'

export type InsightRequest = {
  readonly question: InsightQuestion
  readonly reading: SnapshotRead
  readonly rates: Rates
  readonly record: TrackRecord
  /** Skips the outlook model when only the predicted fare is returned. */
  readonly withoutOutlook?: boolean | undefined
}

export type InsightModels = {
  readonly fare: FareModel
  readonly outlook: OutlookModel
  /** Levels of open data; undefined where none was read. */
  readonly prior?: Prior | undefined
}

/**
 * A market gets no prediction until fares of this cabin and trip kind were observed in a currency that
 * converts to the requested one: the model's interval is valid only for markets like those in training.
 */
export async function answerPriceInsights(
  requests: readonly InsightRequest[],
  { fare, outlook, prior }: InsightModels,
  now: number
): Promise<readonly PriceInsight[]> {
  const known = requests.map((each) => prepare(each, prior, now))
  const rows = known.flatMap(({ row, nextDay }) =>
    [row, nextDay].filter((each) => each !== undefined)
  )
  const ahead = known.flatMap(({ ahead: question }) => question ?? [])
  const [predictions, outlooks] = await Promise.all([
    rows.length > 0 ? fare.predict(rows) : [],
    ahead.length > 0 ? outlook.predict(ahead) : [],
  ])
  const nextPrediction = inTurn(predictions)
  const nextOutlook = inTurn(outlooks)
  return known.map(({ inputs, question, row, nextDay, ahead: looked }) => {
    if (!row) return priceInsight(question, inputs)
    const prediction = nextPrediction()
    return priceInsight(question, {
      ...inputs,
      prediction,
      // Read after predicting: a fallback changes the name of the model that responds.
      model: fare.name,
      basis: basisOf(question, fare, row),
      ...(looked && { outlook: nextOutlook(), outlookModel: outlook.name }),
      ...(nextDay && why(fare, row, prediction, nextPrediction())),
    })
  })
}

export async function answerPriceInsight(
  request: InsightRequest,
  models: InsightModels,
  now: number
): Promise<PriceInsight> {
  const [insight] = await answerPriceInsights([request], models, now)
  // Each question yields one insight; only a bug reaches this.
  if (!insight) throw new RangeError('one question yielded no insight; check answerPriceInsights')
  return insight
}

type Prepared = {
  readonly question: InsightQuestion
  readonly inputs: InsightInputs
  /** Undefined when there are no comparable fares, so that the fare model is not run. */
  readonly row?: FeatureRow
  /** The same trip a day later; only with `explain`. */
  readonly nextDay?: FeatureRow | undefined
  readonly ahead?: OutlookQuestion | undefined
}

function prepare(
  { question, reading, rates, record, withoutOutlook = false }: InsightRequest,
  openPrior: Prior | undefined,
  now: number
): Prepared {
  const fares = faresInQuestion(question, reading, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  const inputs = { ...fares, reading, rates, record, openPrior, now }
  if (!fares) return { question, inputs }
  const rowOf = (trip: InsightQuestion) => fareRow(trip, fares.fareGroup.currency, reading, now)
  return {
    question,
    inputs,
    row: rowOf(question),
    nextDay: question.explain ? rowOf(aDayLater(question)) : undefined,
    ahead: withoutOutlook ? undefined : outlookQuestion(question, fares, reading, now),
  }
}

/** Returns undefined when the departure has no recent observation, or leaves today. */
export function outlookQuestion(
  question: InsightQuestion,
  { fareGroup }: FoundFares,
  reading: SnapshotRead,
  now: number
): OutlookQuestion | undefined {
  const seen = latestFare(fareGroup, question.departureDate, reading.snapshot?.at ?? now)
  const daysToDeparture = daysLeft(question, now)
  if (!seen || daysToDeparture < 1) return undefined
  if (isStale(seen.day, now)) return undefined
  const { lowestMinor } = seen
  return aheadQuestion(question, fareGroup.currency, reading, now, { lowestMinor, daysToDeparture })
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
    returnDate: returnDate && later(returnDate),
    itinerary: itinerary && {
      ...itinerary,
      departureAt:
        itinerary.departureAt &&
        `${later(itinerary.departureAt.slice(0, 10))}${itinerary.departureAt.slice(10)}`,
    },
  }
}

function inTurn<T>(values: readonly T[]): () => T | undefined {
  let next = 0
  return () => values[next++]
}
