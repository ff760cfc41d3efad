/** From questions and what was read of their markets to insights, by one pass through each model. */
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

export type InsightAsked = {
  readonly question: InsightQuestion
  readonly reading: SnapshotRead
  readonly rates: Rates
  readonly record: TrackRecord
  /** Only a fare is told of the answer: what comes later need not be asked. */
  readonly withoutOutlook?: boolean | undefined
}

export type InsightModels = {
  readonly fare: FareModel
  readonly outlook: OutlookModel
  /** Levels of open data; undefined where none was read. */
  readonly prior?: Prior | undefined
}

/**
 * A market never observed in this cabin and direction, in a currency that can be told, gets no prediction: the model's
 * interval holds only where it was trained, and a number from elsewhere would be made up.
 */
export async function answerPriceInsights(
  asked: readonly InsightAsked[],
  { fare, outlook, prior }: InsightModels,
  now: number
): Promise<readonly PriceInsight[]> {
  const known = asked.map((each) => prepare(each, prior, now))
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
      // Read after predicting: the name tells what answered, not what was asked.
      model: fare.name,
      basis: basisOf(question, fare, row),
      ...(looked && { outlook: nextOutlook(), outlookModel: outlook.name }),
      ...(nextDay && why(fare, row, prediction, nextPrediction())),
    })
  })
}

export async function answerPriceInsight(
  asked: InsightAsked,
  models: InsightModels,
  now: number
): Promise<PriceInsight> {
  const [insight] = await answerPriceInsights([asked], models, now)
  // One question, one answer; this can only be reached by a bug.
  if (!insight) throw new RangeError('a question was lost')
  return insight
}

type Prepared = {
  readonly question: InsightQuestion
  readonly inputs: InsightInputs
  /** Undefined where nothing may be asked of the fare model. */
  readonly row?: FeatureRow
  /** The same trip a day later, where an explanation was asked for. */
  readonly nextDay?: FeatureRow | undefined
  readonly ahead?: OutlookQuestion | undefined
}

function prepare(
  { question, reading, rates, record, withoutOutlook = false }: InsightAsked,
  openPrior: Prior | undefined,
  now: number
): Prepared {
  const fares = faresInQuestion(question, reading, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  const inputs = { ...fares, reading, rates, record, openPrior, now }
  if (!fares) return { question, inputs }
  const rowOf = (asked: InsightQuestion) => fareRow(asked, fares.fareGroup.currency, reading, now)
  return {
    question,
    inputs,
    row: rowOf(question),
    nextDay: question.explain ? rowOf(aDayLater(question)) : undefined,
    ahead: withoutOutlook ? undefined : outlookQuestion(question, fares, reading, now),
  }
}

/** Undefined where the departure was not seen of late. */
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

/** A rule, and a model that never learned of bags, tell a fare whatever was asked. */
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
