import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, utcDay } from '../../../../models/airline/calendar'
import { baselineFare } from '../../../../models/fare/baseline-fare'
import type { FareModel } from '../../../../models/fare/fare-model'
import type { OutlookModel } from '../../../../models/outlook/outlook-model'
import type { FeatureRow } from '../../../../models/runtime/features'
import type { InsightQuestion } from '../../../../pipelines/answers/evidence/question'
import { NO_RECORD, type TrackRecord } from '../../../../pipelines/answers/evidence/track-record'
import {
  answerPriceInsight,
  answerPriceInsights,
} from '../../../../pipelines/answers/price-insight/answer-price-insight'
import {
  PriceInsight,
  priceInsightWire,
} from '../../../../pipelines/answers/price-insight/price-insight-wire'
import { outlookTo, withoutWaits } from '../../../build/outlooks'
import { anInsightQuestion, PROVEN } from '../../../build/questions'
import { fareGroupOf, inDays, NOW, type Seen, snapshotOf } from '../../../build/snapshots'

const FARES: readonly Seen[] = Array.from({ length: 20 }, (_, index) => ({
  inDays: 10 + index,
  fare: 100_00 + index * 100,
}))
const snapshotRead = { snapshot: snapshotOf([fareGroupOf(FARES)]), source: 'memory' } as const
const QUESTION = { departureDate: inDays(20) }

type More = { outlook?: OutlookModel; record?: TrackRecord; now?: number; fare?: FareModel }

async function ask(question: Partial<InsightQuestion>, more: More = {}) {
  const { outlook = outlookTo(0.8), record = PROVEN, now = NOW } = more
  const models = { fare: more.fare ?? baselineFare('test'), outlook }
  const inputs = {
    question: anInsightQuestion({ ...QUESTION, ...question }, now),
    snapshotRead,
    rates: [],
    record,
  }
  const { insight } = await answerPriceInsight(inputs, models, now)
  return PriceInsight.parse(JSON.parse(JSON.stringify(priceInsightWire(insight, 'dec_1'))))
}

const eur = (amount: string) => ({ amount, currency: 'EUR' })

describe('forecast', () => {
  test('forecasts the lowest fare for each horizon before departure', async () => {
    const { forecast, evidence } = await ask({})
    expect(forecast?.map(({ days_ahead }) => days_ahead)).toEqual([1, 3, 7, 14])
    expect(forecast?.[2]).toMatchObject({
      date: inDays(7),
      expected: eur('88.00'),
      p10: eur('79.20'),
      p90: eur('96.80'),
    })
    expect(evidence.outlook_model).toBe('outlook@0.8')
  })

  test('returns no outlook for a departure without a recent observation', async () => {
    expect(await ask({ departureDate: inDays(60) })).not.toHaveProperty('forecast')
    const later = await ask({}, { now: NOW + 8 * DAY_MS })
    expect(later).not.toHaveProperty('forecast')
    expect(later).not.toHaveProperty('advice')
    expect(later.advice_status_reason).toContain(inDays(0))
    expect((await ask({ departureDate: inDays(60) })).advice_status_reason).toContain('No fare')
    expect(await ask({})).not.toHaveProperty('advice_status_reason')
  })
})

describe('advice', () => {
  test('advises to wait when it saves the least saving of the caller', async () => {
    const { advice } = await ask({ sensitivity: { minSaving: 10, deadline: inDays(12) } })
    expect(advice).toMatchObject({
      action: 'wait',
      deadline: inDays(12),
      min_saving: eur('10.00'),
      expected_saving: eur('22.00'),
      confidence: 0.9,
      calibration: null,
    })
    expect(advice?.p_drop_ge_min_saving).toBeGreaterThan(0.8)
    expect(advice?.text).toContain(inDays(12))
  })

  test('buying is advised where waiting does not save as much', async () => {
    const { advice } = await ask({ sensitivity: { minSaving: 50 } })
    expect(advice?.action).toBe('buy')
    expect(advice?.look_again_at).toBeUndefined()
    const rising = await ask({}, { outlook: outlookTo(1.2) })
    expect(rising.advice).toMatchObject({ action: 'buy', expected_saving: eur('-22.00') })
  })

  test('a greater saving is never likelier, a later deadline never less likely', async () => {
    const likely = async (minSaving: number, days: number) =>
      (await ask({ sensitivity: { minSaving, deadline: inDays(days) } })).advice
        ?.p_drop_ge_min_saving ?? Number.NaN
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 50 })),
        fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 10 })),
        async ([saving, more], [days, later]) => {
          expect(await likely(saving + more, days)).toBeLessThanOrEqual(await likely(saving, days))
          expect(await likely(saving, days + later)).toBeGreaterThanOrEqual(
            await likely(saving, days)
          )
        }
      ),
      { numRuns: 50 }
    )
  })

  test('returns no advice when the baseline answers', async () => {
    const answer = await ask({}, { outlook: withoutWaits(outlookTo(0.8)) })
    expect(answer.forecast).toHaveLength(4)
    expect(answer).not.toHaveProperty('advice')
    expect(answer.advice_status_reason).toContain('does not model waiting')
  })

  test('returns the observed outcome of advice with the same confidence', async () => {
    const record: TrackRecord = {
      ruleCoverage: { observed: 0.9, n: 1_000, scope: 'all' },
      beatsRule: true,
      calibration: (confidence) => ({
        bin: confidence > 0.8 ? '0.9-1.0' : 'other',
        observed: 0.87,
        n: 412,
        scope: 'market',
      }),
      coverage: { observed: 0.79, n: 1_000, scope: 'all' },
      recalibration: () => null,
    }
    const { advice, interval } = await ask({}, { record })
    expect(advice?.calibration).toMatchObject({ bin: '0.9-1.0', observed: 0.87, n: 412 })
    expect(interval?.observed_coverage).toEqual({ observed: 0.79, n: 1_000, scope: 'all' })
  })
})

describe('recalibration', () => {
  const cell = { daysOut: 'all', n: 900, shift: 0, low: -0.1, high: 0.2 }
  const learned = (saved: number): TrackRecord => ({
    ...PROVEN,
    recalibration: (model) =>
      model === 'outlook@0.8'
        ? {
            until: '2026-04-30',
            n: 900,
            cells: [{ ...cell, horizonDays: 7, weight: 0 }],
            saving: [{ stated: 0.2, observed: saved }],
            confidence: { buy: null, wait: [{ stated: 0.9, observed: 0.4 }] },
          }
        : null,
  })

  test('the last price is returned where it errs less, and the answer says what it was calibrated on', async () => {
    const { forecast, calibrated_on } = await ask({}, { record: learned(0.04) })
    expect(forecast?.[2]).toMatchObject({
      days_ahead: 7,
      expected: eur('110.00'),
      basis: 'last_price',
    })
    expect(forecast?.[1]).toMatchObject({ days_ahead: 3, expected: eur('88.00'), basis: 'model' })
    expect(calibrated_on).toEqual({ n: 900, until: '2026-04-30' })
    expect(await ask({})).not.toHaveProperty('calibrated_on')
  })

  test('a promised saving is the mean of what followers saved', async () => {
    const { advice } = await ask({}, { record: learned(0.04) })
    expect(advice).toMatchObject({ action: 'wait', expected_saving: eur('4.40'), confidence: 0.4 })
  })

  test('waiting is not advised where followers saved nothing', async () => {
    const { advice } = await ask({}, { record: learned(-0.01) })
    expect(advice).toMatchObject({ action: 'buy', confidence: 0.6 })
    expect(advice?.look_again_at).toBeUndefined()
  })

  test('corrections of one version do not touch another', async () => {
    const answer = await ask({}, { outlook: outlookTo(0.9), record: learned(0.04) })
    expect(answer).not.toHaveProperty('calibrated_on')
  })
})

describe('explanation', () => {
  const effects = { days_to_departure: -0.2, market_mean_7d: 0.31, airline: 0.04, stops: 0 }
  const explaining: FareModel = {
    ...baselineFare('test'),
    explain: () => ({
      base: 4,
      effects: Object.entries(effects).map(([name, effect]) => ({ name, effect })),
    }),
  }

  test('effects add up to the predicted fare, the greatest first after the base', async () => {
    const {
      explanations = [],
      predicted_fare,
      counterfactuals,
    } = await ask({ explain: true }, { fare: explaining })
    const cents = explanations.map(({ effect }) => Math.round(Number(effect.amount) * 100))
    const total = cents.reduce((sum, amount) => sum + amount, 0)
    expect(total).toBe(Math.round(Number(predicted_fare?.expected.amount) * 100))
    expect(explanations.map(({ code }) => code)).toEqual([
      ...['typical_fare', 'market_level', 'days_to_departure', 'airline'],
    ])
    expect(explanations[2]?.text).toBe('20 days before departure')
    expect(counterfactuals).toMatchObject([{ code: 'one_day_later' }])
  })

  test('nothing is explained unasked, nor by a rule', async () => {
    expect(await ask({}, { fare: explaining })).not.toHaveProperty('explanations')
    expect(await ask({ explain: true })).not.toHaveProperty('explanations')
  })
})

test('includes bags in a price only when the model takes them as input', async () => {
  const inputs = (row: FeatureRow) => [
    { name: 'bags_included', unit: 'bags', value: Number(row.values.bags_included) },
  ]
  const knowing: FareModel = { ...baselineFare('test'), inputs }
  const allIn = { basis: 'all_in', itinerary: { bagsIncluded: 1 } } as const
  expect((await ask(allIn, { fare: knowing })).basis).toBe('all_in')
  expect((await ask(allIn)).basis).toBe('fare')
  expect((await ask({ itinerary: { bagsIncluded: 1 } }, { fare: knowing })).basis).toBe('fare')
})

test('many questions are answered as each alone, whichever are explained', async () => {
  const models = { fare: baselineFare('test'), outlook: outlookTo(0.9) }
  const questions = [20, 60, 12, 29, 10].map((days, index) =>
    anInsightQuestion({ departureDate: inDays(days), explain: index % 2 === 0 })
  )
  const inputs = questions.map((question) => ({
    question,
    snapshotRead,
    rates: [],
    record: NO_RECORD,
  }))
  const together = await answerPriceInsights(inputs, models, NOW)
  const alone = await Promise.all(inputs.map((each) => answerPriceInsight(each, models, NOW)))
  expect(together).toEqual(alone)
  expect(together.map(({ insight }) => insight.ahead !== undefined)).toEqual([
    true,
    false,
    true,
    true,
    true,
  ])
  expect(utcDay(NOW)).toBe(inDays(0))
})
