/**
 * The prior of this isolate: read from the lake at the first question about a market without fares,
 * 0.5 MB in memory. Such a question waits for it, others never do.
 */
import type { Prior } from '../../models/prior/prior'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Log } from '../log'
import { readPlan, readPriorArtifact } from './artifact-store'
import { ModelError } from './model-error'

/** The pointer to the champion, or a failure, is reused for this long. */
const FRESH_MS = 60_000
/** An answer goes without a prior that takes longer. */
const DEADLINE_MS = 1000

/** The prior that an isolate holds, and the read under way. */
export type PriorMemory = {
  known?: { readonly prior: Prior | undefined; readonly readAt: number }
  refreshing?: Promise<Prior | undefined> | undefined
}

type Parts = {
  readonly lake: R2Bucket
  readonly isolate: { readonly prior: PriorMemory }
  readonly wallNow: () => number
  readonly log: Log
}

/** The prior in memory; waits for the lake only where `question` has no observed fares. */
export async function priorFor(
  questions: readonly { readonly question: InsightQuestion; readonly snapshotRead: SnapshotRead }[],
  parts: Parts
): Promise<Prior | undefined> {
  return questions.some(isUnseen) ? currentPrior(parts) : parts.isolate.prior.known?.prior
}

/** Waits for the lake when nothing fresh is in memory, up to the deadline. */
export async function currentPrior(parts: Parts): Promise<Prior | undefined> {
  const memory = parts.isolate.prior
  const { known } = memory
  if (known && parts.wallNow() - known.readAt < FRESH_MS) return known.prior
  memory.refreshing ??= refresh(parts).finally(() => {
    memory.refreshing = undefined
  })
  const late = scheduler.wait(DEADLINE_MS).then(() => memory.known?.prior)
  return Promise.race([memory.refreshing, late])
}

/** The version that answered a decision. Throws a ModelError where it is not in the lake. */
export async function priorNamed(
  name: string,
  { lake, isolate }: Pick<Parts, 'lake' | 'isolate'>
): Promise<Prior> {
  const { known } = isolate.prior
  if (known?.prior?.name === name) return known.prior
  return readPriorArtifact(lake, name.slice(name.indexOf('@') + 1))
}

function isUnseen({
  question: { cabin, returnDate },
  snapshotRead: { snapshot },
}: {
  readonly question: InsightQuestion
  readonly snapshotRead: SnapshotRead
}): boolean {
  const roundTrip = returnDate !== undefined
  return !snapshot?.fareGroups.some((each) => each.cabin === cabin && each.roundTrip === roundTrip)
}

async function refresh({ lake, isolate, wallNow, log }: Parts): Promise<Prior | undefined> {
  const former = isolate.prior.known?.prior
  const keep = (prior: Prior | undefined) => {
    isolate.prior.known = { prior, readAt: wallNow() }
    return prior
  }
  try {
    const { version } = await readPlan(lake, 'prior')
    const isCurrent = former?.name === `prior@${version}`
    return keep(isCurrent ? former : await readPriorArtifact(lake, version))
  } catch (error) {
    const code = error instanceof ModelError ? error.code : 'runtime-failed'
    const level = code === 'model-missing' ? 'info' : 'error'
    log[level]('prior not read', { code, reason: String(error) })
    return keep(former)
  }
}
