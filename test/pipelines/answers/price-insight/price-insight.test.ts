import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import type { RateTable } from '../../../../models/airline/exchange-rates'
import { baselineFare } from '../../../../models/fare/baseline-fare'
import type { FareModel } from '../../../../models/fare/fare-model'
import { mayConvert, type Rates } from '../../../../pipelines/answers/evidence/answer-currency'
import type { InsightQuestion } from '../../../../pipelines/answers/evidence/question'
import { NO_RECORD, type TrackRecord } from '../../../../pipelines/answers/evidence/track-record'
import { answerPriceInsight } from '../../../../pipelines/answers/price-insight/answer-price-insight'
import {
  PriceInsight,
  priceInsightWire,
} from '../../../../pipelines/answers/price-insight/price-insight-wire'
import type { FareGroupSnapshot } from '../../../../pipelines/market/snapshot'
import type { SnapshotRead } from '../../../../pipelines/market/snapshot-read'
import { NO_OUTLOOK } from '../../../build/outlooks'
import { anInsightQuestion, PROVEN } from '../../../build/questions'
import { fareGroupOf, inDays, NOW, snapshotOf } from '../../../build/snapshots'

const model: FareModel = {
  name: 'fare@test',
  predict: async (rows) =>
    rows.map(() => ({
      amountMinor: 310_00,
      quantilesMinor: [250_00, 280_00, 300_00, 330_00, 390_00],
    })),
}

/** Departures 20 to 40 days out, 200.00 to 400.00 EUR. */
const RICH = Array.from({ length: 21 }, (_, i) => ({ inDays: 20 + i, fare: 200_00 + i * 10_00 }))
function snapshotReadOf(...fareGroups: FareGroupSnapshot[]): SnapshotRead {
  return { snapshot: snapshotOf(fareGroups), source: 'memory' }
}

async function ask(
  question: Partial<InsightQuestion>,
  snapshotRead: SnapshotRead,
  {
    fareModel = model,
    now = NOW,
    rates = [],
    record = PROVEN,
  }: { fareModel?: FareModel; now?: number; rates?: Rates; record?: TrackRecord } = {}
) {
  const request = { question: anInsightQuestion(question, now), snapshotRead, rates, record }
  const models = { fare: fareModel, outlook: NO_OUTLOOK }
  const { insight } = await answerPriceInsight(request, models, now)
  return PriceInsight.parse(JSON.parse(JSON.stringify(priceInsightWire(insight, 'dec_1'))))
}

const eur = (amount: string) => ({ amount, currency: 'EUR' })

test('a rich market is answered in full', async () => {
  const insight = await ask({ price: 239.5 }, snapshotReadOf(fareGroupOf(RICH)))
  expect(insight).toMatchObject({
    market: 'LIS-JFK',
    currency: 'EUR',
    status: 'ok',
    status_reason: 'Compared with 14 departures observed 24 to 37 days ahead.',
    lowest_price: { amount: '300.00', currency: 'EUR', observed_on: inDays(0) },
    quartiles: { minimum: eur('240.00'), median: eur('305.00'), maximum: eur('370.00') },
    typical_price_range: { low: eur('267.50'), high: eur('342.50') },
    price_level: 'low',
    percentile_of_price: 0,
    predicted_fare: {
      expected: eur('310.00'),
      interval: { level: 0.8, low: eur('250.00'), high: eur('390.00') },
      quantiles: { p50: eur('300.00') },
    },
    history: [{ date: inDays(0), lowest: eur('300.00'), median: eur('310.00'), observations: 1 }],
    evidence: {
      fallback_level: 'market_departure',
      observations: 14,
      departures: 14,
      days_to_departure: { from: 24, to: 37 },
      snapshot_age_ms: 0,
      source: 'memory',
      model: 'fare@test',
    },
  })
})

test('rates the given price, else the lowest price', async () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  expect((await ask({}, snapshotRead)).price_level).toBe('typical')
  expect(await ask({}, snapshotRead)).not.toHaveProperty('percentile_of_price')
  expect(await ask({ price: 342.5 }, snapshotRead)).toMatchObject({ price_level: 'typical' })
  expect(await ask({ price: 342.51 }, snapshotRead)).toMatchObject({ price_level: 'high' })
  expect(await ask({ price: 9_999 }, snapshotRead)).toMatchObject({ percentile_of_price: 100 })
})

test('returns a typical range without lowest price and level for an unobserved departure date', async () => {
  const insight = await ask(
    {},
    snapshotReadOf(fareGroupOf(RICH.filter(({ inDays }) => inDays !== 30)))
  )
  expect(insight).toMatchObject({ status: 'ok', price_level: null, history: [] })
  expect(insight).not.toHaveProperty('lowest_price')
})

test('returns the lowest price of the latest day on which the departure was observed', async () => {
  const seen = [
    ...RICH,
    { inDays: 50, daysAgo: 9, fare: 100_00 },
    { inDays: 50, daysAgo: 2, fare: 150_00 },
  ]
  const insight = await ask({ departureDate: inDays(50) }, snapshotReadOf(fareGroupOf(seen)))
  expect(insight.lowest_price).toEqual({ ...eur('150.00'), observed_on: inDays(-2) })
  expect(insight.history.map(({ date }) => date)).toEqual([inDays(-9), inDays(-2)])
})

test('returns limited with few departures and their number in the reason', async () => {
  const insight = await ask({}, snapshotReadOf(fareGroupOf(RICH.slice(8, 15))))
  expect(insight).toMatchObject({
    status: 'limited',
    status_reason:
      'Compared with only 7 departures observed 28 to 34 days ahead; a reliable range needs 8.',
    price_level: 'typical',
  })
})

test('departures at other distances only are limited to the market level', async () => {
  const insight = await ask({ departureDate: inDays(120) }, snapshotReadOf(fareGroupOf(RICH)))
  expect(insight).toMatchObject({ status: 'limited', evidence: { fallback_level: 'market' } })
  expect(insight.status_reason).toContain('all 21 fares of the last 30 days')
})

test('returns limited for a market not observed for more than a week', async () => {
  const lastObservedAt = NOW - 9 * DAY_MS
  const insight = await ask({}, snapshotReadOf(fareGroupOf(RICH, { lastObservedAt })))
  expect(insight.status).toBe('limited')
  expect(insight.status_reason).toContain('no fare was observed for 9 days')
})

test('abstains with few fares and still returns the observed ones', async () => {
  const insight = await ask({}, snapshotReadOf(fareGroupOf(RICH.slice(9, 12))))
  expect(insight).toMatchObject({
    status: 'insufficient_history',
    price_level: null,
    lowest_price: eur('300.00'),
    evidence: { fallback_level: 'none', observations: 3 },
  })
  expect(insight.status_reason).toContain('Only 3 economy one-way fares of LIS-JFK')
  expect(insight).not.toHaveProperty('typical_price_range')
})

test('a currency not observed abstains and names those that were', async () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH), fareGroupOf(RICH, { currency: 'USD' }))
  const insight = await ask({ currency: 'JPY', price: 100 }, snapshotRead)
  expect(insight).toMatchObject({
    status: 'insufficient_history',
    status_reason:
      'No economy one-way fares of LIS-JFK have been observed in JPY, only in EUR, USD. ' +
      'There is no exchange rate from EUR or USD to JPY of 2026-11-20 or the 7 days before: ' +
      'load a file of rates with PUT /v1/exchange-rates.',
    evidence: { model: null },
  })
  expect(insight).not.toHaveProperty('predicted_fare')
})

test('without a currency the most observed one answers', async () => {
  const snapshotRead = snapshotReadOf(
    fareGroupOf(RICH.slice(0, 6)),
    fareGroupOf(RICH, { currency: 'USD' })
  )
  expect((await ask({}, snapshotRead)).currency).toBe('USD')
  expect((await ask({ currency: 'EUR' }, snapshotRead)).currency).toBe('EUR')
})

test('round trips are not compared with one-way fares, nor cabins with each other', async () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  expect(await ask({ returnDate: inDays(40) }, snapshotRead)).toMatchObject({
    status: 'insufficient_history',
    status_reason: 'No economy round-trip fares of LIS-JFK have been observed.',
  })
  expect((await ask({ cabin: 'business' }, snapshotRead)).status).toBe('insufficient_history')
})

test('distinguishes an unobserved market from a read that timed out', async () => {
  const unseen = await ask({}, { snapshot: undefined, source: 'object' })
  expect(unseen).toMatchObject({
    status: 'insufficient_history',
    status_reason: 'No fare of LIS-JFK has been observed.',
  })
  expect(unseen).not.toHaveProperty('currency')
  const late = await ask({}, { snapshot: undefined, source: 'baseline' })
  expect(late.status_reason).toBe(
    'The history of LIS-JFK could not be read in time: send the request again.'
  )
})

test('a model without an answer leaves the prediction out', async () => {
  const silent: FareModel = { name: 'fare@silent', predict: async () => [undefined] }
  const insight = await ask({}, snapshotReadOf(fareGroupOf(RICH)), { fareModel: silent })
  expect(insight.status).toBe('ok')
  expect(insight).not.toHaveProperty('predicted_fare')
})

test('predicts by the baseline from the same snapshot and names it', async () => {
  const fareModel = baselineFare('model-loading')
  const insight = await ask({}, snapshotReadOf(fareGroupOf(RICH)), { fareModel })
  expect(insight.evidence.model).toBe('baseline (model-loading)')
  expect(insight.predicted_fare?.expected).toEqual(eur('310.00'))
})

test('yen have no decimals', async () => {
  const seen = RICH.map((each) => ({ ...each, fare: each.fare / 100 }))
  const insight = await ask(
    { price: 267.4 },
    snapshotReadOf(fareGroupOf(seen, { currency: 'JPY' }))
  )
  expect(insight.lowest_price?.amount).toBe('300')
  expect(insight.price_level).toBe('low')
})

test('ignores days after the clock of the snapshot', async () => {
  const seen = [...RICH, { inDays: 30, daysAgo: -3, fare: 1_00 }]
  const insight = await ask({}, snapshotReadOf(fareGroupOf(seen)))
  expect(insight.lowest_price?.amount).toBe('300.00')
})

const RATES: RateTable[] = [
  { date: inDays(-1), source: 'ECB', perEuro: { USD: 1.25, JPY: 160 } },
  { date: inDays(-400), source: 'ECB', perEuro: { CHF: 0.95 } },
]

test('a currency that can be converted to is answered in it, rate, date and source stated', async () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  const inEuro = await ask({ price: 239.5 }, snapshotRead)
  const inYen = await ask({ price: 38_320, currency: 'JPY' }, snapshotRead, { rates: RATES })
  const yen = (amount: string) => ({ amount, currency: 'JPY' })
  expect(inYen).toMatchObject({
    currency: 'JPY',
    status: 'ok',
    lowest_price: yen('48000'),
    quartiles: { minimum: yen('38400'), median: yen('48800'), maximum: yen('59200') },
    typical_price_range: { low: yen('42800'), high: yen('54800') },
    predicted_fare: { expected: yen('49600'), quantiles: { p90: yen('62400') } },
    history: [{ lowest: yen('48000'), median: yen('49600') }],
    evidence: {
      conversion: { from: 'EUR', to: 'JPY', rate: 160, date: inDays(-1), source: 'ECB' },
    },
  })
  expect(inYen.price_level).toBe(inEuro.price_level)
  expect(inYen.percentile_of_price).toBe(inEuro.percentile_of_price)
  expect(inEuro.evidence).not.toHaveProperty('conversion')
})

test('rates a returned bound of the typical range as typical at any exchange rate', async () => {
  const rates = [{ date: inDays(0), source: 'ECB', perEuro: { USD: 1.0946 } }]
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  const answer = await ask({ currency: 'USD' }, snapshotRead, { rates })
  for (const end of [answer.typical_price_range?.low, answer.typical_price_range?.high]) {
    const price = Number(end?.amount)
    const judged = await ask({ currency: 'USD', price }, snapshotRead, { rates })
    expect(judged.price_level).toBe('typical')
  }
})

test('answers from the most observed currency, in a tie from the requested one', async () => {
  const dollars = fareGroupOf(RICH, { currency: 'USD' })
  const conversionOf = async (...fareGroups: FareGroupSnapshot[]) =>
    (await ask({ currency: 'USD' }, snapshotReadOf(...fareGroups), { rates: RATES })).evidence
      .conversion?.from
  expect(await conversionOf(fareGroupOf(RICH), dollars)).toBeUndefined()
  expect(await conversionOf(dollars, fareGroupOf(RICH))).toBeUndefined()
  expect(await conversionOf(dollars, fareGroupOf([...RICH, ...RICH]))).toBe('EUR')
  expect(await conversionOf(fareGroupOf(RICH.slice(1)), dollars)).toBeUndefined()
})

test('abstains without a rate and names the missing rate and how to load it', async () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  const { status_reason, ...insight } = await ask({ currency: 'CHF' }, snapshotRead, {
    rates: RATES,
  })
  expect(insight).toMatchObject({ status: 'insufficient_history', currency: 'CHF', history: [] })
  expect(status_reason).toBe(
    'No economy one-way fares of LIS-JFK have been observed in CHF, only in EUR. There is no ' +
      `exchange rate from EUR to CHF of ${inDays(0)} or the 7 days before: load a file of rates ` +
      'with PUT /v1/exchange-rates.'
  )
  const late = await ask({ currency: 'CHF' }, snapshotRead, { rates: 'not-read' })
  expect(late.status_reason).toContain('could not be read in time: send the request again')
})

test('abstains with too few fares after conversion to the requested currency', async () => {
  const few = snapshotReadOf(fareGroupOf(RICH.slice(0, 3)))
  const { status, status_reason } = await ask({ currency: 'USD' }, few, { rates: RATES })
  expect(status).toBe('insufficient_history')
  expect(status_reason).toContain('Only 3 economy one-way fares')
})

test('needs rates only when fares have another currency than requested', () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  const question = anInsightQuestion()
  expect(mayConvert(question, snapshotRead)).toBe(false)
  expect(mayConvert({ ...question, currency: 'EUR' }, snapshotRead)).toBe(false)
  expect(mayConvert({ ...question, currency: 'USD' }, snapshotRead)).toBe(true)
  expect(mayConvert({ ...question, currency: 'USD', cabin: 'first' }, snapshotRead)).toBe(false)
})

test('answers a plain question by the median offer until the ledger shows the model to be better', async () => {
  const snapshotRead = snapshotReadOf(fareGroupOf(RICH))
  for (const record of [NO_RECORD, { ...NO_RECORD, beatsRule: false }]) {
    const { predicted_fare, evidence } = await ask({}, snapshotRead, { record })
    expect(predicted_fare?.expected).toEqual(eur('300.00'))
    expect(predicted_fare?.interval).toMatchObject({ low: eur('220.00'), high: eur('380.00') })
    expect(evidence.model).toBe('baseline (not-proven)')
  }
  const narrowed = await ask({ itinerary: { airline: 'TP' } }, snapshotRead, { record: NO_RECORD })
  expect(narrowed.evidence.model).toBe('fare@test')
})

function modelOf(amountMinor: number, quantilesMinor: readonly number[]): FareModel {
  return {
    name: 'fare@odd',
    predict: async (rows) => rows.map(() => ({ amountMinor, quantilesMinor })),
  }
}

test('limits an answer whose predicted interval misses every observed fare', async () => {
  const far = modelOf(1_965_00, [1_500_00, 1_800_00, 1_900_00, 2_000_00, 2_200_00])
  const answer = await ask({}, snapshotReadOf(fareGroupOf(RICH)), { fareModel: far })
  expect(answer.status).toBe('limited')
  expect(answer.status_reason).toContain('lies outside of the fares observed')
  expect(answer.interval?.observed_coverage).toBeNull()
})

test('keeps the expected fare between its quartiles', async () => {
  const skewed = modelOf(500_00, [250_00, 280_00, 300_00, 330_00, 390_00])
  const { predicted_fare } = await ask({}, snapshotReadOf(fareGroupOf(RICH)), { fareModel: skewed })
  expect(predicted_fare?.expected).toEqual(eur('330.00'))
})
