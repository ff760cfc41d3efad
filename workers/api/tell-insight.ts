/** An insight on its way out: it gets its id, and its decision is recorded behind it. */
import type { FareModel } from '../../models/fare/fare-model'
import type { InsightAsked } from '../../pipelines/answers/answer-price-insight'
import type { PriceInsight as Insight } from '../../pipelines/answers/price-insight'
import { type PriceInsight, priceInsightWire } from '../../pipelines/answers/price-insight-wire'
import { claimsOfInsight, modelsOfInsight } from '../../pipelines/decisions/price-insight-decision'
import { newDecisionId } from '../decisions/decision-id'
import { recordDecision } from '../decisions/record-decision'
import type { Services } from '../services'

export function tellInsight(
  asked: InsightAsked,
  insight: Insight,
  fareModel: FareModel,
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
      models: modelsOfInsight(made, insight, fareModel),
    }),
  })
  return data
}
