import { expect, test } from 'vitest'
import { baselineFare } from '../../../../models/fare/baseline-fare'
import type { OutlookQuestion } from '../../../../models/outlook/outlook-model'
import { NO_RECORD } from '../../../../pipelines/answers/evidence/track-record'
import {
  answerPriceInsights,
  type InsightRequest,
} from '../../../../pipelines/answers/price-insight/answer-price-insight'
import { outlookTo } from '../../../build/outlooks'
import { anInsightQuestion } from '../../../build/questions'
import { fareGroupOf, NOW, snapshotOf } from '../../../build/snapshots'

test('skips the outlook model when only the fare is returned, and changes no other field', async () => {
  const seen = Array.from({ length: 21 }, (_, i) => ({ inDays: 20 + i, fare: 200_00 + i * 10_00 }))
  const request: InsightRequest = {
    question: anInsightQuestion(),
    snapshotRead: { snapshot: snapshotOf([fareGroupOf(seen)]), source: 'memory' },
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
  const answered = await answerPriceInsights(
    [request, { ...request, withoutOutlook: true }],
    models,
    NOW
  )
  const [whole, fareOnly] = answered.map(({ insight }) => insight)
  expect(questions).toHaveLength(1)
  expect(whole?.ahead).toBeDefined()
  expect(fareOnly?.ahead).toBeUndefined()
  // The whole answer has advice; the fare-only answer has none and no reason for it.
  const { ahead: _, whyNoAdvice: ___, evidence, ...rest } = whole ?? {}
  const { outlookModel: __, ...known } = evidence ?? {}
  expect(fareOnly).toMatchObject({ ...rest, evidence: known })
})
