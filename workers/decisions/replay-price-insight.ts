/** A price insight once more, from what its decision holds. */
import { fare } from '../../models/fare/hosted-fare'
import { outlook } from '../../models/outlook/hosted-outlook'
import { NO_RECORD, type TrackRecord } from '../../pipelines/answers/evidence/track-record'
import { answerPriceInsight } from '../../pipelines/answers/price-insight/answer-price-insight'
import type { PriceInsight } from '../../pipelines/answers/price-insight/price-insight'
import { StoredInsightQuestion } from '../../pipelines/decisions/insight-question'
import { InsightContext, modelsOfInsight } from '../../pipelines/decisions/price-insight-decision'
import { modelHosts } from '../inference/models'
import { priorNamed } from '../inference/prior-store'
import type { Recompute } from './recompute'
import { modelVersions } from './replay-models'

const fareModels = modelVersions(fare, (services) => modelHosts(services).fare)
const outlookModels = modelVersions(outlook, (services) => modelHosts(services).outlook)

/** Nothing was asked of a model, so nothing will be. */
const NOT_ASKED = 'baseline (not-asked)'

/** `tell` is how the resource words what was found. */
export function replayInsightAs(tell: (insight: PriceInsight, id: string) => unknown): Recompute {
  return async ({ id, at, decision }, reading, services) => {
    const question = StoredInsightQuestion.parse(decision.question)
    const asked = {
      question,
      reading,
      rates: decision.rates,
      record: recordOf(decision.context),
      withoutOutlook: decision.models.outlook === undefined,
    }
    const models = {
      fare: await fareModels(decision.models.fare?.name ?? NOT_ASKED, services),
      outlook: await outlookModels(decision.models.outlook?.name ?? NOT_ASKED, services),
      prior: decision.models.prior && (await priorNamed(decision.models.prior.name, services)),
    }
    const insight = await answerPriceInsight(asked, models, at)
    return {
      answer: tell(insight, id),
      models: modelsOfInsight({ ...asked, now: at }, insight, models),
    }
  }
}

function recordOf(context: unknown): TrackRecord {
  if (context === undefined) return NO_RECORD
  const { calibration, coverage } = InsightContext.parse(context)
  return { calibration: () => calibration, coverage }
}
