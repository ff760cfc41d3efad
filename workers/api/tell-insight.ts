/** An insight on its way out: it gets its id, and its decision is recorded behind it. */
import type { InsightAsked, InsightModels } from '../../pipelines/answers/answer-price-insight'
import type { PriceInsight as Insight } from '../../pipelines/answers/price-insight'
import { type PriceInsight, priceInsightWire } from '../../pipelines/answers/price-insight-wire'
import {
  claimsOfInsight,
  contextOf,
  modelsOfInsight,
} from '../../pipelines/decisions/price-insight-decision'
import { newDecisionId } from '../decisions/decision-id'
import { recordDecision } from '../decisions/record-decision'
import type { Services } from '../services'

export function tellInsight(
  asked: InsightAsked,
  insight: Insight,
  models: InsightModels,
  liveMode: boolean,
  services: Services
): PriceInsight {
  const id = newDecisionId()
  const data = priceInsightWire(insight, id)
  const made = { ...asked, now: services.now }
  recordDecision(services, {
    ...asked,
    id,
    resource: 'price-insight',
    liveMode,
    trip: { ...asked.question, currency: insight.currency ?? '' },
    describe: () => ({
      answer: data,
      claims: claimsOfInsight(made, insight),
      models: modelsOfInsight(made, insight, models),
      context: contextOf(insight),
    }),
  })
  return data
}
