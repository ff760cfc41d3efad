import { expect, test } from 'vitest'
import { dayNumber } from '../../../../models/airline/calendar'
import { NO_RECORD } from '../../../../pipelines/answers/evidence/track-record'
import {
  GooglePriceInsights,
  googlePriceInsights,
} from '../../../../pipelines/answers/google/google-view'
import { priceInsight } from '../../../../pipelines/answers/price-insight/price-insight'
import { anInsightQuestion } from '../../../build/questions'
import { fareGroupOf, inDays, NOW, snapshotOf } from '../../../build/snapshots'

const question = anInsightQuestion({ departureDate: inDays(20) })

test('returns known values as plain numbers', () => {
  const seen = Array.from({ length: 20 }, (_, day) => ({
    inDays: 10 + day,
    fare: 100_50 + day * 100,
  }))
  const fareGroup = fareGroupOf([...seen, { inDays: 20, daysAgo: 2, fare: 99_00 }])
  const snapshotRead = { snapshot: snapshotOf([fareGroup]), source: 'memory' } as const
  const insight = priceInsight(question, {
    snapshotRead,
    fareGroup,
    rates: [],
    record: NO_RECORD,
    now: NOW,
  })
  const view = GooglePriceInsights.parse(googlePriceInsights(insight))
  expect(view).toMatchObject({ lowest_price: 110.5, price_level: 'typical' })
  expect(view.price_history).toEqual([
    [dayNumber(inDays(-2)) * 86_400, 99],
    [dayNumber(inDays(0)) * 86_400, 110.5],
  ])
  const [low = 0, high = 0] = view.typical_price_range ?? []
  expect(low).toBeLessThan(high)
})

test('omits unknown fields', () => {
  const snapshotRead = { snapshot: undefined, source: 'object' } as const
  const insight = priceInsight(question, { snapshotRead, rates: [], record: NO_RECORD, now: NOW })
  expect(JSON.parse(JSON.stringify(googlePriceInsights(insight)))).toEqual({ price_history: [] })
})
