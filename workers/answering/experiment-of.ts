/** The running experiment of an owner, as an isolate knows it. */

import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Experiment } from '../../pipelines/experiments/experiment'
import type { Services } from '../services'
import { runningExperiment } from '../storage/experiments/experiment-rows'

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
