/** An insight on its way out: it gets its id, and its decision is recorded behind it. */

import type {
  InsightModels,
  InsightRequest,
} from '../../pipelines/answers/price-insight/answer-price-insight'
import {
  type PricePrediction,
  pricePredictionWire,
} from '../../pipelines/answers/price-insight/predicted-fare-wire'
import type { PriceInsight as Insight } from '../../pipelines/answers/price-insight/price-insight'
import {
  type PriceInsight,
  priceInsightWire,
} from '../../pipelines/answers/price-insight/price-insight-wire'
import {
  claimsOfInsight,
  contextOf,
  modelsOfInsight,
} from '../../pipelines/decisions/price-insight-decision'
import type { Scope } from '../../pipelines/events/scope'
import { newDecisionId } from '../decisions/decision-id'
import { recordDecision } from '../decisions/record-decision'
import type { Services } from '../services'

export type Told = {
  readonly asked: InsightRequest
  readonly insight: Insight
  readonly models: InsightModels
  readonly scope: Scope
}

export function issueInsight(told: Told, services: Services): PriceInsight {
  const data = priceInsightWire(told.insight, newDecisionId())
  record(told, 'price-insight', data, services)
  return data
}

export function issuePrediction(told: Told, services: Services): PricePrediction {
  const data = pricePredictionWire(told.insight, newDecisionId())
  record(told, 'price-prediction', data, services)
  return data
}

function record(
  { asked, insight, models, scope }: Told,
  resource: 'price-insight' | 'price-prediction',
  data: PriceInsight | PricePrediction,
  services: Services
): void {
  const made = { ...asked, now: services.now }
  recordDecision(services, {
    ...asked,
    id: data.decision_id,
    resource,
    scope,
    trip: { ...asked.question, currency: insight.currency ?? '' },
    describe: () => ({
      answer: data,
      claims: claimsOfInsight(made, insight),
      models: modelsOfInsight(made, insight, models),
      context: contextOf(insight),
    }),
  })
}
