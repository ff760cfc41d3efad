/** Ranks a slate in its traveller's object; without the object, as for an unknown traveller. */
import { rankSlate } from '../../pipelines/answers/ranking/rank-slate'
import type { Scope } from '../../pipelines/events/scope'
import { assignArm } from '../../pipelines/experiments/assign-arm'
import { type Experiment, optionsIn, type Variant } from '../../pipelines/experiments/experiment'
import { createTaste } from '../../pipelines/features/choice/taste'
import type { RankCall } from '../objects/traveller-object'
import type { Services } from '../services'
import { type TravellerKey, travellerName } from '../storage/traveller-name'
import { countTraveller, experimentOf } from './experiment-of'

/** A ranking that takes longer would come too late for a page of results. */
const DEADLINE_MS = 500

export async function rankOffers(
  services: Services,
  scope: Scope,
  key: TravellerKey,
  sent: RankCall
) {
  const { travellers, log, defer } = services
  const experiment = await experimentOf(services, scope, DEADLINE_MS)
  const call = experiment ? inExperiment(experiment, key, sent) : sent
  try {
    const object = travellers.getByName(travellerName(scope, key))
    const late = scheduler.wait(DEADLINE_MS).then(() => undefined)
    const answer = object.rank(call)
    if (call.variant) defer(countIfNew(services, call.variant, answer))
    const ranked = await Promise.race([answer, late])
    if (ranked) {
      const { ranking, choices } = ranked
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

/** An answer that came too late counts as well: its object knows the traveller as one of the arm. */
async function countIfNew(
  services: Services,
  variant: Variant,
  ranked: Promise<{ readonly isNew: boolean }>
): Promise<void> {
  const isNew = await ranked.then((answer) => answer.isNew).catch(() => false)
  if (isNew) await countTraveller(services, variant, { exposed: 1 })
}
