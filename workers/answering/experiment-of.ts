/** The running experiment of an owner, as an isolate knows it. */

import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Experiment, Variant } from '../../pipelines/experiments/experiment'
import type { Services } from '../services'
import {
  addCounts,
  runningExperiment,
  type TravellerCounts,
} from '../storage/experiments/experiment-rows'

/** A start or a stop holds everywhere after this time. */
const KNOWN_FOR_MS = 10_000

/**
 * Waits for the database until the deadline; a later result is there for the next ranking. Without one,
 * rankings go on as in the control and no traveller is counted.
 */
export async function experimentOf(
  services: Services,
  scope: Scope,
  deadlineMs: number
): Promise<Experiment | undefined> {
  const { isolate, wallNow, defer } = services
  const known = isolate.experiments.get(scopeKey(scope))
  if (known && known.readAt + KNOWN_FOR_MS > wallNow()) return known.experiment
  const read = readExperiment(services, scope)
  defer(read)
  const late = scheduler.wait(deadlineMs).then(() => known?.experiment)
  return Promise.race([read, late])
}

/** A failed read is known too, so that rankings do not all wait in an outage. */
async function readExperiment(
  { db, isolate, wallNow, log }: Services,
  scope: Scope
): Promise<Experiment | undefined> {
  const experiment = await runningExperiment(db, scope).catch((error: unknown) => {
    log.error('running experiment not read', { error })
    return undefined
  })
  isolate.experiments.set(scopeKey(scope), { experiment, readAt: wallNow() })
  return experiment
}

const NOBODY: TravellerCounts = { exposed: 0, clicked: 0, booked: 0 }

/** A traveller who could not be counted is missing in their arm, which the check of its ratio would show. */
export async function countTraveller(
  { db, log }: Services,
  { experimentId, arm }: Variant,
  counts: Partial<TravellerCounts>
): Promise<void> {
  try {
    await addCounts(db, experimentId, arm, { ...NOBODY, ...counts })
  } catch (error) {
    log.error('traveller of an experiment not counted', { error })
  }
}
