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

/** Without an answer of the database, rankings go on as in the control and no traveller is counted. */
export async function experimentOf(
  { db, isolate, wallNow, log }: Services,
  scope: Scope
): Promise<Experiment | undefined> {
  const key = scopeKey(scope)
  const known = isolate.experiments.get(key)
  if (known && known.readAt + KNOWN_FOR_MS > wallNow()) return known.experiment
  try {
    const experiment = await runningExperiment(db, scope)
    isolate.experiments.set(key, { experiment, readAt: wallNow() })
    return experiment
  } catch (error) {
    log.error('running experiment not read', { error })
    return undefined
  }
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
