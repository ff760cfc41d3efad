import { expect, test } from 'vitest'
import { baselineFare } from '../../../../models/fare/baseline-fare'
import type { OutlookQuestion } from '../../../../models/outlook/outlook-model'
import { NO_RECORD } from '../../../../pipelines/answers/evidence/track-record'
import {
  answerPriceInsights,
  type InsightAsked,
} from '../../../../pipelines/answers/price-insight/answer-price-insight'
import { outlookTo } from '../../../build/outlooks'
import { fareGroupOf, inDays, NOW, snapshotOf } from '../../../build/snapshots'

test('where only a fare is told, the outlook is not asked and nothing else changes', async () => {
  const seen = Array.from({ length: 21 }, (_, i) => ({ inDays: 20 + i, fare: 200_00 + i * 10_00 }))
  const asked: InsightAsked = {
    question: { market: 'LIS-JFK', departureDate: inDays(30), cabin: 'economy', passengers: 1 },
    reading: { snapshot: snapshotOf([fareGroupOf(seen)]), source: 'memory' },
    rates: [],
    record: NO_RECORD,
  }
  const questions: OutlookQuestion[] = []
  const outlook = outlookTo(0.9)
  const models = {
    fare: baselineFare('test'),
    outlook: {
      ...outlook,
      predict: async (all: readonly OutlookQuestion[]) => {
        questions.push(...all)
        return outlook.predict(all)
      },
    },
  }
  const [whole, fareOnly] = await answerPriceInsights(
    [asked, { ...asked, withoutOutlook: true }],
    models,
    NOW
  )
  expect(questions).toHaveLength(1)
  expect(whole?.ahead).toBeDefined()
  expect(fareOnly?.ahead).toBeUndefined()
  // The whole answer has advice; this one has none, and who asks for fares alone is not told why.
  const { ahead: _, whyNoAdvice: ___, evidence, ...rest } = whole ?? {}
  const { outlookModel: __, ...known } = evidence ?? {}
  expect(fareOnly).toMatchObject({ ...rest, evidence: known })
})
