/** Recomputes a price insight from the inputs of its decision. */
import { marketOf, opposite } from '../../models/airline/market'
import type { NearbyRead } from '../../pipelines/answers/evidence/city-airports'
import { NO_RECORD, type TrackRecord } from '../../pipelines/answers/evidence/track-record'
import { answerPriceInsight } from '../../pipelines/answers/price-insight/answer-price-insight'
import type { PriceInsight } from '../../pipelines/answers/price-insight/insight-types'
import { StoredInsightQuestion } from '../../pipelines/decisions/insight-question'
import { InsightContext, modelsOfInsight } from '../../pipelines/decisions/price-insight-decision'
import { deploymentsToReplay } from '../inference/models'
import { priorNamed } from '../inference/prior-store'
import type { Recompute, ReplayReads } from './recompute'

/** Stands for a model that did not take part in the answer; it is not run. */
const NOT_USED = 'baseline (not-used)'

/** `wireOf` is the resource's form of an insight. */
export function replayInsightAs(wireOf: (insight: PriceInsight, id: string) => unknown): Recompute {
  return async ({ id, at, decision }, { first: snapshotRead, further }, services) => {
    const question = StoredInsightQuestion.parse(decision.question)
    const home = opposite(question.market)
    const isRoundTrip = question.returnDate !== undefined
    const request = {
      question,
      snapshotRead,
      back: isRoundTrip ? further.get(home) : undefined,
      nearby: nearbyOf(further).filter(({ market }) => !isRoundTrip || market !== home),
      isRecorded: true,
      withoutRule: decision.resource === 'price-prediction',
      rates: decision.rates,
      record: recordOf(decision.context),
      withoutOutlook: decision.models.outlook === undefined,
    }
    const { fare, outlook } = await deploymentsToReplay(services)
    const models = {
      fare: await fare.named(decision.models.fare?.name ?? NOT_USED, services.log),
      outlook: await outlook.named(decision.models.outlook?.name ?? NOT_USED, services.log),
      prior: decision.models.prior && (await priorNamed(decision.models.prior.name, services)),
    }
    const answered = await answerPriceInsight(request, models, at)
    return { answer: wireOf(answered.insight, id), models: modelsOfInsight(answered) }
  }
}

function nearbyOf(further: ReplayReads['further']): NearbyRead[] {
  return Array.from(further, ([market, read]) => ({
    market: marketOf(market.slice(0, 3), market.slice(4)),
    ...read,
  }))
}

function recordOf(context: unknown): TrackRecord {
  if (context === undefined) return NO_RECORD
  const { calibration, recalibration = null, ...known } = InsightContext.parse(context)
  return { ...known, calibration: () => calibration, recalibration: () => recalibration }
}
