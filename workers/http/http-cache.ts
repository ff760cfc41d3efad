/**
 * Cache headers of an answer: its lifetime and its entity tag. A market's answers carry one tag: it
 * is marked stale when the market's snapshot moves. Answers vary with the key and its clock, so a
 * shared cache must vary on both.
 */
import type { Context } from 'hono'
import type { Market } from '../../models/airline/market'
import type { Rates } from '../../pipelines/answers/evidence/answer-currency'
import { hashWords } from '../../pipelines/events/event-hash'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import { answerTag } from './answer-tags'
import type { AppEnv } from './app-env'

/** A posted event is in answers within two seconds; a page of results lives longer. */
const FRESH_SECONDS = 5
const STALE_SECONDS = 60
const KEEP = `private, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`

/** Answers move with the clock too: days to departure, and windows that slide. */
const CLOCK_STEP_MS = 15 * 60_000

/** Inputs of an answer besides the request. */
export type AnswerInputs = {
  readonly snapshotReads: readonly SnapshotRead[]
  readonly rates: Rates
  readonly models: readonly string[]
}

/**
 * Sets the headers, and returns whether the caller has this answer already; call it before
 * computing the answer.
 */
export function holdsAnswer(
  c: Context<AppEnv>,
  markets: readonly Market[],
  inputs: AnswerInputs
): boolean {
  // An answer without an input that was not read in time is not cached.
  if (inputs.rates === 'not-read' || inputs.snapshotReads.some(isIncomplete)) {
    c.header('cache-control', 'no-store')
    return false
  }
  const tag = entityTag(c, inputs)
  const { scope } = c.get('principal')
  c.header('etag', tag)
  c.header('vary', 'Authorization, Fareline-Now')
  c.header('cache-control', KEEP)
  const read = new Set([
    ...markets,
    ...inputs.snapshotReads.flatMap(({ snapshot }) => snapshot?.markets ?? []),
  ])
  c.header('cache-tag', Array.from(read, (market) => answerTag(market, scope)).join(','))
  const sentTags = c.req.header('if-none-match') ?? ''
  return sentTags.split(',').some((each) => each.trim() === tag)
}

function isIncomplete({ source, isPartial = false }: SnapshotRead): boolean {
  return source === 'baseline' || isPartial
}

/** A weak tag: two answers with it differ in id and age only. */
function entityTag(c: Context<AppEnv>, { snapshotReads, rates, models }: AnswerInputs): string {
  const { now } = c.get('services')
  const markets = snapshotReads.map(
    ({ snapshot }) => snapshot && [snapshot.market, snapshot.version, snapshot.markets]
  )
  const clock = Math.floor(now / CLOCK_STEP_MS)
  const words = hashWords(JSON.stringify([c.req.url, markets, rates, models, clock]))
  return `W/"${words.map((word) => word.toString(16).padStart(8, '0')).join('')}"`
}
