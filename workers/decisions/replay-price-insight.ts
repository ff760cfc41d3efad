/** A price insight once more, from what its decision holds. */
import { baselineFare } from '../../models/fare/baseline-fare'
import { fare } from '../../models/fare/hosted-fare'
import { answerPriceInsight } from '../../pipelines/answers/answer-price-insight'
import { priceInsightWire } from '../../pipelines/answers/price-insight-wire'
import { StoredInsightQuestion } from '../../pipelines/decisions/insight-question'
import { modelsOfInsight } from '../../pipelines/decisions/price-insight-decision'
import { modelHosts } from '../inference/models'
import type { Recompute } from './replay-decision'
import { modelVersions } from './replay-models'

const fareModels = modelVersions(fare, (services) => modelHosts(services).fare)

export const replayPriceInsight: Recompute = async ({ id, at, decision }, reading, services) => {
  const question = StoredInsightQuestion.parse(decision.question)
  const asked = { question, reading, rates: decision.rates }
  const name = decision.models.fare?.name
  // Nothing was asked of a model, so nothing will be.
  const model = name === undefined ? baselineFare('not-asked') : await fareModels(name, services)
  const insight = await answerPriceInsight(asked, model, at)
  return {
    answer: priceInsightWire(insight, id),
    models: modelsOfInsight({ ...asked, now: at }, insight, model),
  }
}
