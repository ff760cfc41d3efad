import {
  answeredPriceMetrics,
  StoredPriceMetricsQuestion,
} from '../../pipelines/decisions/price-metrics-decision'
import type { Recompute } from './recompute'

/** Recomputes a price analysis of the Amadeus dialect, which no model takes part in. */
export const replayPriceMetrics: Recompute = async ({ at, decision }, { first }) => {
  const question = StoredPriceMetricsQuestion.parse(decision.question)
  return { answer: answeredPriceMetrics(question, first, decision.rates, at), models: {} }
}
