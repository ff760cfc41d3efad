import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FareModel } from '../../../../models/fare/fare-model'
import { googlePriceInsights } from '../../../../pipelines/answers/google/google-view'
import { answerPriceInsight } from '../../../../pipelines/answers/price-insight/answer-price-insight'
import {
  fillText,
  type InsightBody,
  openText,
} from '../../../../pipelines/answers/price-insight/insight-text'
import type { PriceInsight } from '../../../../pipelines/answers/price-insight/insight-types'
import { judgeGiven } from '../../../../pipelines/answers/price-insight/judge-price'
import { priceInsightWire } from '../../../../pipelines/answers/price-insight/price-insight-wire'
import { outlookTo } from '../../../build/outlooks'
import { anInsightQuestion, PROVEN } from '../../../build/questions'
import { fareGroupOf, NOW, snapshotOf } from '../../../build/snapshots'

const fare: FareModel = {
  name: 'fare@test',
  predict: async (rows) =>
    rows.map(() => ({
      amountMinor: 310_00,
      quantilesMinor: [250_00, 280_00, 300_00, 330_00, 390_00],
    })),
}
const RICH = Array.from({ length: 21 }, (_, i) => ({ inDays: 20 + i, fare: 200_00 + i * 10_00 }))
const snapshot = snapshotOf([fareGroupOf(RICH)])

type Given = {
  readonly id: string
  readonly requestId: string
  readonly self: string
  readonly now: number
}

async function insightAt(now: number, price: number | undefined): Promise<PriceInsight> {
  const question = anInsightQuestion({ price }, now)
  const snapshotRead = { snapshot, source: 'memory' as const }
  const request = { question, snapshotRead, rates: [], record: PROVEN }
  return (await answerPriceInsight(request, { fare, outlook: outlookTo(0.9) }, now)).insight
}

function bodyOf(
  insight: PriceInsight,
  { id, requestId, self, now }: Given,
  isGoogle: boolean
): InsightBody {
  const meta = {
    request_id: requestId,
    as_of: new Date(now).toISOString(),
    model: insight.evidence.model ?? null,
    live_mode: false,
  }
  return {
    data: priceInsightWire(insight, id),
    meta,
    links: { self, features: '/v1/markets/LIS-JFK/features' },
    ...(isGoogle && { price_insights: googlePriceInsights(insight) }),
  }
}

/** Ends and escapes of a query, and texts that look like the marks of open places. */
const self = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"\u0000decision_id"', '\\u0000self', '"\\u0000source"')
)
const given = fc.record({
  id: fc.uuid(),
  requestId: fc.stringMatching(/^[\w.:-]{1,128}$/),
  self,
  now: fc.integer({ min: NOW + 1, max: NOW + 3_600_000 }),
})
const price = fc.integer({ min: 150_00, max: 450_00 }).map((minor) => minor / 100)

test('a text that is filled in equals the text of a body composed from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(
      given,
      given,
      fc.option(fc.tuple(price, price), { nil: undefined }),
      fc.boolean(),
      async (before, after, prices, isGoogle) => {
        const first = await insightAt(before.now, prices?.[0])
        const text = openText(bodyOf(first, before, isGoogle), prices !== undefined)
        const judged = prices && first.scale && judgeGiven(prices[1], first.scale, 'EUR')
        const filled = fillText(text, {
          decisionId: after.id,
          requestId: after.requestId,
          now: after.now,
          self: after.self,
          source: 'memory',
          snapshotAgeMs: after.now - snapshot.at,
          level:
            judged?.priceLevel && judged.percentileOfPrice !== undefined
              ? { level: judged.priceLevel, percentile: judged.percentileOfPrice }
              : undefined,
        })
        const second = await insightAt(after.now, prices?.[1])
        expect(filled).toBe(JSON.stringify(bodyOf(second, after, isGoogle)))
      }
    )
  )
})
