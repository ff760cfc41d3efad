import { expect, test } from 'vitest'
import type { AnsweredInsight } from '../../../../pipelines/answers/price-insight/answer-price-insight'
import {
  PREDICTIONS,
  predictionRow,
  scoredDeparture,
} from '../../../../pipelines/answers/price-insight/scored-departure'

const AT = Date.parse('2026-11-20T12:00:00Z')

const answered = {
  request: { question: { daysToDeparture: 30 } },
  insight: {
    market: 'LIS-JFK',
    departureDate: '2026-12-20',
    currency: 'EUR',
    status: 'ok',
    priceLevel: 'low',
    lowestPrice: { amountMinor: 30_000, observedOn: '2026-11-20' },
    predictedFare: {
      amountMinor: 32_000,
      quantilesMinor: [28_000, 30_000, 32_000, 34_000, 40_000],
    },
    ahead: { forecast: [], advice: { action: 'buy', confidence: 0.7 } },
    evidence: { model: 'fare@1', outlookModel: 'outlook@1' },
  },
} as unknown as AnsweredInsight

test('a score holds the answer in its currency, with the outer quantiles', () => {
  expect(scoredDeparture(answered, AT)).toMatchObject({
    market: 'LIS-JFK',
    daysToDeparture: 30,
    lowestMinor: 30_000,
    predictedMinor: 32_000,
    lowMinor: 28_000,
    highMinor: 40_000,
    action: 'buy',
    fareModel: 'fare@1',
  })
})

test('a departure of which nothing is known has empty cells and a status', () => {
  const insight = { ...answered.insight, status: 'insufficient_history' }
  const bare = {
    ...answered,
    insight: {
      market: insight.market,
      departureDate: insight.departureDate,
      status: insight.status,
      evidence: {},
    },
  } as unknown as AnsweredInsight
  const row = predictionRow(scoredDeparture(bare, AT))
  expect(row).toHaveLength(PREDICTIONS.columns.length)
  const filled = PREDICTIONS.columns.filter((_, at) => row[at] !== null).map(({ name }) => name)
  expect(filled).toEqual(['market', 'departure_date', 'scored_at', 'days_to_departure', 'status'])
})
