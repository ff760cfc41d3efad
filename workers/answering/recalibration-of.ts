/** The recalibration of an owner's outlook, from this isolate's memory. */
import {
  type AppliedRecalibration,
  appliedTo,
  Recalibration,
} from '../../pipelines/answers/correction/recalibration'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { daysOutGroup } from '../../pipelines/ledger/groups'
import type { Services } from '../services'
import { cachedValue, publishValue } from './cached-value'

type Parts = Pick<Services, 'snapshots' | 'isolate' | 'defer' | 'wallNow' | 'log'>

/** Whichever model it corrects; where memory is old it is read behind the answer. */
export function currentRecalibration(services: Parts, scope: Scope): Recalibration | undefined {
  const { recalibrations } = services.isolate
  return cachedValue(services, recalibrations, recalibrationKey(scope), Recalibration)
}

/** null where nothing is settled yet, and for another model than the one it corrects. */
export function recalibrationFor(
  services: Parts,
  scope: Scope,
  model: string,
  daysToDeparture: number
): AppliedRecalibration | null {
  const found = currentRecalibration(services, scope)
  if (!found || found.model !== model) return null
  return appliedTo(found, daysOutGroup(daysToDeparture))
}

export function publishRecalibration(
  services: Pick<Services, 'snapshots' | 'isolate' | 'wallNow'>,
  scope: Scope,
  recalibration: Recalibration | undefined
): Promise<void> {
  const { recalibrations } = services.isolate
  return publishValue(services, recalibrations, recalibrationKey(scope), recalibration)
}

function recalibrationKey(scope: Scope): string {
  return `recalibration:${scopeKey(scope)}`
}
