import { expect, test } from 'vitest'
import { baselineFare } from '../../../../models/fare/baseline-fare'
import type { InsightQuestion } from '../../../../pipelines/answers/evidence/question'
import { NO_RECORD } from '../../../../pipelines/answers/evidence/track-record'
import { answerPriceInsight } from '../../../../pipelines/answers/price-insight/answer-price-insight'
import { lowestOfTrip } from '../../../../pipelines/answers/price-insight/combined-trip'
import {
  PriceInsight,
  priceInsightWire,
} from '../../../../pipelines/answers/price-insight/price-insight-wire'
import { numbersText } from '../../../../pipelines/market/kinds/number-text'
import type { FareGroupSnapshot } from '../../../../pipelines/market/snapshot'
import type { SnapshotRead } from '../../../../pipelines/market/snapshot-read'
import { NO_OUTLOOK } from '../../../build/outlooks'
import { anInsightQuestion } from '../../../build/questions'
import { fareGroupOf, inDays, NOW, snapshotOf, TODAY } from '../../../build/snapshots'

/** Departures 10 to 40 days ahead, a unit dearer each day. */
const month = (fare: number) =>
  Array.from({ length: 31 }, (_, day) => ({ inDays: 10 + day, fare: fare + day * 100 }))

const OUT = fareGroupOf(month(100_00))
const BACK = fareGroupOf(month(200_00))

/** Round trips of one stay, at one fare. */
function roundTrips(stayNights: number, fare: number): FareGroupSnapshot {
  const byStay = Object.fromEntries(
    month(0).map(({ inDays: days }) => [inDays(days), numbersText([stayNights, 0, TODAY, fare, 1])])
  )
  const itineraries = { kinds: [], byKind: {}, byStay }
  const seen = month(fare).map((each) => ({ ...each, fare }))
  return { ...fareGroupOf(seen), roundTrip: true, itineraries }
}

const read = (...fareGroups: FareGroupSnapshot[]): SnapshotRead => ({
  snapshot: snapshotOf(fareGroups),
  source: 'memory',
})

async function insight(
  snapshotRead: SnapshotRead,
  back: SnapshotRead | undefined,
  question: Partial<InsightQuestion> = {}
) {
  const trip = { departureDate: inDays(20), returnDate: inDays(27), ...question }
  const request = {
    question: anInsightQuestion(trip),
    snapshotRead,
    back,
    rates: [],
    record: NO_RECORD,
  }
  const models = { fare: baselineFare('test'), outlook: NO_OUTLOOK }
  const answered = await answerPriceInsight(request, models, NOW)
  return PriceInsight.parse(JSON.parse(JSON.stringify(priceInsightWire(answered.insight, 'dec_1'))))
}

test('a trip without observed round trips costs the sum of its two ways', async () => {
  const answer = await insight(read(OUT), read(BACK))
  expect(answer).toMatchObject({
    status: 'limited',
    currency: 'EUR',
    lowest_price: { amount: '327.00', fare_kind: 'combined', observed_on: inDays(0) },
    evidence: { fallback_level: 'one_ways' },
    history: [],
  })
  expect(answer.advice).toBeUndefined()
  expect(answer.advice_status_reason).toContain('sum of two one-way fares')
  const { low, high } = answer.typical_price_range ?? {}
  expect(Number(low?.amount)).toBeLessThan(327)
  expect(Number(high?.amount)).toBeGreaterThan(327)
  expect(answer.price_level).toBe('typical')
})

test('a given price is judged by the sums', async () => {
  const judged = await insight(read(OUT), read(BACK), { price: 200 })
  expect(judged.price_level).toBe('low')
  expect(judged.lowest_price?.fare_kind).toBe('combined')
})

test('a round trip of exactly these dates answers where it is the lower', async () => {
  const cheaper = await insight(read(OUT, roundTrips(7, 300_00)), read(BACK))
  expect(cheaper.lowest_price).toMatchObject({ amount: '300.00', fare_kind: 'round_trip' })
  const dearer = await insight(read(OUT, roundTrips(7, 350_00)), read(BACK))
  expect(dearer.lowest_price).toMatchObject({ amount: '327.00', fare_kind: 'combined' })
})

test('the sum of these dates goes before a round trip of other dates', async () => {
  const other = read(OUT, roundTrips(14, 150_00))
  expect((await insight(other, read(BACK))).lowest_price).toMatchObject({
    amount: '327.00',
    fare_kind: 'combined',
  })
  const alone = await insight(other, read())
  expect(alone.lowest_price).toMatchObject({ amount: '150.00', fare_kind: 'round_trip' })
  expect(alone.evidence.group?.lowest_widened).toContain('any_stay')
})

test('one unobserved way gives no combined price, and one way has no fare kind', async () => {
  const late = await insight(read(OUT), read(BACK), { returnDate: inDays(60) })
  expect(late.lowest_price).toBeUndefined()
  const oneWay = await insight(read(OUT), undefined, { returnDate: undefined })
  expect(oneWay.lowest_price?.fare_kind).toBeUndefined()
  expect(oneWay.lowest_price?.amount).toBe('110.00')
})

test('an estimated sum is no lowest price', () => {
  const question = anInsightQuestion({ returnDate: inDays(40) })
  const estimated = {
    departureDate: question.departureDate,
    status: 'estimated',
    amountMinor: 10_00,
    currency: 'EUR',
  } as const
  expect(lowestOfTrip(question, undefined, estimated)).toBeUndefined()
})
