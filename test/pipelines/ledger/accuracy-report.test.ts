import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tripBin } from '../../../models/airline/trip-bins'
import { binName, probabilityBin } from '../../../pipelines/answers/evidence/probability-bins'
import {
  ALL_MARKETS,
  calibrationIn,
  FEWEST_SETTLED,
  predictedRecordIn,
} from '../../../pipelines/answers/evidence/track-record'
import { accuracyOf } from '../../../pipelines/ledger/accuracy-report'
import { type Cell, cellsOf, type Settled } from '../../../pipelines/ledger/cells'
import { daysOutGroup, windowGroup } from '../../../pipelines/ledger/groups'
import { summaryOf } from '../../../pipelines/ledger/summary'
import type { Verdict } from '../../../pipelines/ledger/verdict'

const NONE = { unsettled: 0, abstained: 0 }

function settled(verdicts: Partial<Verdict>[], market = 'LIS-JFK'): Settled {
  return {
    market,
    daysOut: '30-59',
    verdicts: verdicts.map((each) => ({
      measure: 'forecast',
      model: 'outlook@1',
      horizonDays: 7,
      state: 'settled',
      ...each,
    })),
    finished: { state: 'settled', models: ['outlook@1'] },
  }
}

/** Rows that a query over all markets reads. */
function overAll(cells: readonly Cell[]): Cell[] {
  return cells.filter(
    ({ market, measure, model }) =>
      market === ALL_MARKETS && (measure !== 'decision' || model === '')
  )
}

test('without anything settled every figure is null and every count 0', () => {
  expect(accuracyOf([], { unsettled: 3, abstained: 1 })).toMatchObject({
    counts: { decisions: 3, settled: 0, unsettled: 3, censored: 0, abstained: 1 },
    forecasts: [],
    predicted_fare: {
      n: 0,
      mape: null,
      rule_mape: null,
      interval: { nominal: null, observed: null },
      rule_interval: { nominal: null, observed: null },
    },
    by_trip: [],
    advice: { n: 0, precision: null },
    saving: { share_of_clairvoyant: null, regret: null },
  })
})

test('errors of forecasts are relative, and their intervals counted', () => {
  const cells = cellsOf([
    settled([
      { said: 110, realisedMinor: 100, level: 0.8, hit: true },
      { said: 80, realisedMinor: 100, level: 0.8, hit: false },
      { state: 'censored' },
    ]),
  ])
  expect(accuracyOf(overAll(cells), NONE).forecasts).toEqual([
    { horizon_days: 7, n: 2, censored: 1, mape: 0.15, interval: { nominal: 0.8, observed: 0.5 } },
  ])
})

test('predicted fares are shown beside the plain rule, by cabin and kind of trip', () => {
  const interval = { measure: 'interval' as const, level: 0.8 }
  const oneWay = settled([
    { ...interval, said: 110, ruleMinor: 150, realisedMinor: 100, hit: true },
  ])
  const roundTrip = settled([
    { ...interval, said: 90, ruleMinor: 100, realisedMinor: 100, hit: false },
  ])
  const cells = cellsOf([
    { ...oneWay, fares: { cabin: 'economy', roundTrip: false } },
    { ...roundTrip, fares: { cabin: 'business', roundTrip: true } },
    settled([{ ...interval, said: 120, ruleMinor: 100, realisedMinor: 100, hit: true }]),
  ])
  const { predicted_fare, by_trip } = accuracyOf(overAll(cells), NONE)
  expect(predicted_fare).toMatchObject({ n: 3, mape: 0.1333, rule_mape: 0.1667 })
  expect(by_trip).toEqual([
    {
      cabin: 'economy',
      trip_kind: 'one_way',
      predicted_fare: expect.objectContaining({ n: 1, mape: 0.1, rule_mape: 0.5 }),
    },
    {
      cabin: 'business',
      trip_kind: 'round_trip',
      predicted_fare: expect.objectContaining({
        n: 1,
        interval: { nominal: 0.8, observed: 0 },
      }),
    },
  ])
})

test('reports savings as shares of the fare at the decision, by action and by confidence', () => {
  const paid = { measure: 'paid' as const, nowMinor: 200, confidence: 0.75 }
  const cells = cellsOf([
    settled([
      { ...paid, action: 'wait', realisedMinor: 150, clairvoyantMinor: 100, hit: true },
      { ...paid, action: 'buy', realisedMinor: 200, clairvoyantMinor: 200, hit: true },
    ]),
  ])
  const { saving } = accuracyOf(overAll(cells), NONE)
  expect(saving).toMatchObject({
    n: 2,
    saved: 0.125,
    possible: 0.25,
    share_of_clairvoyant: 0.5,
    regret: 0.125,
    no_worse: 1,
    by_action: [
      { action: 'buy', saved: 0, possible: 0 },
      { action: 'wait', saved: 0.25, possible: 0.5 },
    ],
    by_confidence: [{ bin: '0.7-0.8', n: 2 }],
  })
})

const someVerdict: fc.Arbitrary<Partial<Verdict>> = fc.record({
  measure: fc.constantFrom('interval', 'forecast', 'drop', 'advice', 'level', 'paid'),
  state: fc.constantFrom('settled', 'censored'),
  horizonDays: fc.constantFrom(1, 7, 30),
  said: fc.constantFrom(0, 0.25, 0.5, 0.99, 1),
  level: fc.constant(0.5),
  priceLevel: fc.constantFrom('low', 'high'),
  action: fc.constantFrom('buy', 'wait'),
  confidence: fc.constantFrom(0.25, 0.75),
  realisedMinor: fc.constantFrom(64, 128),
  nowMinor: fc.constant(128),
  clairvoyantMinor: fc.constant(64),
  hit: fc.boolean(),
})

test('cells add up: however decisions are split into runs, the figures are the same', () => {
  const decisions = fc.array(
    fc.tuple(fc.array(someVerdict, { maxLength: 4 }), fc.constantFrom('LIS-JFK', 'LIS-CDG')),
    { maxLength: 12 }
  )
  fc.assert(
    fc.property(decisions, fc.nat(12), (all, cut) => {
      const parts = all.map(([verdicts, market]) => settled(verdicts, market))
      const whole = accuracyOf(overAll(cellsOf(parts)), NONE)
      const runs = [parts.slice(0, cut), parts.slice(cut)].flatMap((part) => cellsOf(part))
      expect(accuracyOf(overAll(runs), NONE)).toEqual(whole)

      // Slow version, straight from the verdicts.
      const verdicts = parts.flatMap((part) => part.verdicts)
      const drops = verdicts.filter(
        ({ measure, state }) => measure === 'drop' && state === 'settled'
      )
      expect(whole.drops.reduce((sum, { n }) => sum + n, 0)).toBe(drops.length)
      expect(whole.counts.settled).toBe(parts.length)
      const advice = verdicts.filter(
        ({ measure, state }) => measure === 'advice' && state === 'settled'
      )
      const right = advice.filter(({ hit }) => hit).length
      expect(whole.advice.precision).toBe(
        advice.length === 0 ? null : Math.round((right / advice.length) * 10_000) / 10_000
      )
      for (const { bin, said } of whole.drops) {
        if (said === null) continue
        const [from = 0, to = 1] = bin.split('-').map(Number)
        expect(said).toBeGreaterThanOrEqual(from)
        expect(said).toBeLessThanOrEqual(to)
      }
    })
  )
})

test('groups cover every value, at their edges too', () => {
  expect([0, 6, 7, 29, 120, 400].map(daysOutGroup)).toEqual([
    ...['0-6', '0-6', '7-13', '14-29', '120+', '120+'],
  ])
  expect([0, 0.1, 0.69, 0.7, 1].map((each) => binName(probabilityBin(each)))).toEqual([
    ...['0.0-0.1', '0.1-0.2', '0.6-0.7', '0.7-0.8', '0.9-1.0'],
  ])
  expect([1, 2, 7, 8, 300].map(windowGroup)).toEqual([1, 3, 7, 14, 400])
})

test('calibration is of the market, else of all, else unknown', () => {
  const many = (market: string, count: number, hits: number) =>
    settled(
      Array.from({ length: count }, (_, at) => ({
        measure: 'advice' as const,
        said: 0.75,
        hit: at < hits,
      })),
      market
    )
  const summary = summaryOf(
    cellsOf([many('LIS-JFK', FEWEST_SETTLED, 24), many('LIS-CDG', 10, 0)]),
    0
  )
  expect(calibrationIn(summary, 'LIS-JFK', 0.72)).toEqual({
    bin: '0.7-0.8',
    observed: 0.8,
    n: 30,
    scope: 'market',
  })
  expect(calibrationIn(summary, 'LIS-CDG', 0.72)).toEqual({
    bin: '0.7-0.8',
    observed: 0.6,
    n: 40,
    scope: 'all',
  })
  expect(calibrationIn(summary, 'LIS-JFK', 0.62)).toBeUndefined()
})

test('the record of predicted fares is that of the cabin and kind of trip, else unknown', () => {
  const trip = (market: string, roundTrip: boolean, count: number, said: number) => ({
    ...settled(
      Array.from({ length: count }, (_, at) => [
        {
          measure: 'interval' as const,
          said,
          ruleMinor: 120,
          realisedMinor: 100,
          hit: at % 2 === 0,
        },
        { measure: 'rule' as const, said: 120, realisedMinor: 100, hit: true },
      ]).flat(),
      market
    ),
    fares: { cabin: 'economy' as const, roundTrip },
  })
  const summary = summaryOf(
    cellsOf([
      trip('LIS-JFK', false, FEWEST_SETTLED, 110),
      trip('LIS-JFK', true, 10, 110),
      trip('LIS-CDG', true, FEWEST_SETTLED, 150),
    ]),
    0
  )
  const recordOf = (market: string, roundTrip: boolean) =>
    predictedRecordIn(summary, market, tripBin({ cabin: 'economy', roundTrip }))
  expect(recordOf('LIS-JFK', false)).toEqual({
    coverage: { observed: 0.5, n: FEWEST_SETTLED, scope: 'market' },
    ruleCoverage: { observed: 1, n: FEWEST_SETTLED, scope: 'market' },
    beatsRule: true,
  })
  expect(recordOf('LIS-JFK', true)).toMatchObject({
    coverage: { scope: 'all' },
    beatsRule: false,
  })
  const business = tripBin({ cabin: 'business', roundTrip: false })
  expect(predictedRecordIn(summary, 'LIS-JFK', business)).toEqual({
    coverage: null,
    ruleCoverage: null,
    beatsRule: null,
  })
})
