/** Ranks a slate in its traveller's object; without the object, as for an unknown traveller. */
import { rankSlate } from '../../pipelines/answers/ranking/rank-slate'
import type { Scope } from '../../pipelines/events/scope'
import { assignArm } from '../../pipelines/experiments/assign-arm'
import { type Experiment, optionsIn, type Variant } from '../../pipelines/experiments/experiment'
import { createTaste } from '../../pipelines/features/choice/taste'
import type { RankCall } from '../objects/traveller-object'
import type { Services } from '../services'
import { addCounts } from '../storage/experiments/experiment-rows'
import { type TravellerKey, travellerName } from '../storage/traveller-name'
import { experimentOf } from './experiment-of'

/** A ranking that takes longer would come too late for a page of results. */
const DEADLINE_MS = 500

export async function rankOffers(
  services: Services,
  scope: Scope,
  key: TravellerKey,
  sent: RankCall
) {
  const { travellers, log, defer } = services
  const experiment = await experimentOf(services, scope)
  const call = experiment ? inExperiment(experiment, key, sent) : sent
  try {
    const object = travellers.getByName(travellerName(scope, key))
    const late = scheduler.wait(DEADLINE_MS).then(() => undefined)
    const ranked = await Promise.race([object.rank(call), late])
    if (ranked) {
      const { ranking, choices, isNew } = ranked
      if (call.variant && isNew) defer(countExposure(services, call.variant))
      return { ranking, choices, variant: call.variant, fallback: 'none' as const }
    }
    log.warn('traveller object late', { deadline_ms: DEADLINE_MS })
  } catch (error) {
    log.error('traveller object not reached', { error })
  }
  const ranking = rankSlate(sent.offers, createTaste(), sent.options)
  return { ranking, choices: 0, variant: undefined, fallback: 'without_traveller' as const }
}

function inExperiment(experiment: Experiment, key: TravellerKey, sent: RankCall): RankCall {
  const arm = assignArm(experiment.id, experiment.share, key)
  const variant = { experimentId: experiment.id, arm }
  return { ...sent, options: optionsIn(arm, experiment, sent.options), variant }
}

/** A traveller who could not be counted is missing in their arm, which the check of its ratio would show. */
async function countExposure({ db, log }: Services, { experimentId, arm }: Variant): Promise<void> {
  try {
    await addCounts(db, experimentId, arm, { exposed: 1, clicked: 0, booked: 0 })
  } catch (error) {
    log.error('traveller of an experiment not counted', { error })
  }
}
