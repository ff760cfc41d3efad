/**
 * The prior of this isolate: read from the lake at the first question about a market without fares,
 * 0.5 MB in memory. Such a question waits for it, others never do.
 */
import type { Prior } from '../../models/prior/prior'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Log } from '../log'
import { readChampion, readPriorArtifact } from './artifact-store'
import { ModelError } from './model-error'

/** The pointer to the champion, or a failure, is reused for this long. */
const FRESH_MS = 60_000
/** An answer goes without a prior that takes longer. */
const DEADLINE_MS = 1000

type Known = { readonly prior: Prior | undefined; readonly readAt: number }
type Parts = {
  readonly lake: R2Bucket
  readonly wallNow: () => number
  readonly log: Log
}

let known: Known | undefined
let reading: Promise<Prior | undefined> | undefined

/** The prior in memory; waits for the lake only where `question` has no observed fares. */
export async function priorFor(
  questions: readonly { readonly question: InsightQuestion; readonly reading: SnapshotRead }[],
  parts: Parts
): Promise<Prior | undefined> {
  return questions.some(isUnseen) ? currentPrior(parts) : known?.prior
}

/** Waits for the lake when nothing fresh is in memory, up to the deadline. */
export async function currentPrior(parts: Parts): Promise<Prior | undefined> {
  if (known && parts.wallNow() - known.readAt < FRESH_MS) return known.prior
  reading ??= refresh(parts).finally(() => {
    reading = undefined
  })
  const late = scheduler.wait(DEADLINE_MS).then(() => known?.prior)
  return Promise.race([reading, late])
}

/** The version that answered a decision. Throws a ModelError where it is not in the lake. */
export async function priorNamed(name: string, { lake }: Pick<Parts, 'lake'>): Promise<Prior> {
  if (known?.prior?.name === name) return known.prior
  return readPriorArtifact(lake, name.slice(name.indexOf('@') + 1))
}

function isUnseen({
  question: { cabin, returnDate },
  reading: { snapshot },
}: {
  readonly question: InsightQuestion
  readonly reading: SnapshotRead
}): boolean {
  const roundTrip = returnDate !== undefined
  return !snapshot?.fareGroups.some((each) => each.cabin === cabin && each.roundTrip === roundTrip)
}

async function refresh({ lake, wallNow, log }: Parts): Promise<Prior | undefined> {
  const former = known?.prior
  try {
    const version = await readChampion(lake, 'prior')
    const current = former?.name === `prior@${version}`
    known = { prior: current ? former : await readPriorArtifact(lake, version), readAt: wallNow() }
  } catch (error) {
    known = { prior: former, readAt: wallNow() }
    const code = error instanceof ModelError ? error.code : 'runtime-failed'
    const level = code === 'model-missing' ? 'info' : 'error'
    log[level]('prior not read', { code, reason: String(error) })
  }
  return known.prior
}
