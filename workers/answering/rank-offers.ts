/** Ranks a slate in its traveller's object; without the object, as for an unknown traveller. */
import { rankSlate } from '../../pipelines/answers/ranking/rank-slate'
import type { Scope } from '../../pipelines/events/scope'
import { createTaste } from '../../pipelines/features/choice/taste'
import type { RankCall } from '../objects/traveller-object'
import type { Services } from '../services'
import { type TravellerKey, travellerName } from '../storage/traveller-name'

/** A ranking that takes longer would come too late for a page of results. */
const DEADLINE_MS = 500

export async function rankOffers(
  services: Services,
  scope: Scope,
  key: TravellerKey,
  call: RankCall
) {
  const { travellers, log } = services
  try {
    const object = travellers.getByName(travellerName(scope, key))
    const late = scheduler.wait(DEADLINE_MS).then(() => undefined)
    const ranked = await Promise.race([object.rank(call), late])
    if (ranked) return { ...ranked, fallback: 'none' as const }
    log.warn('traveller object late', { deadline_ms: DEADLINE_MS })
  } catch (error) {
    log.error('traveller object not reached', { error })
  }
  const ranking = rankSlate(call.offers, createTaste(), call.options)
  return { ranking, choices: 0, fallback: 'without_traveller' as const }
}
