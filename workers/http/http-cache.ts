/**
 * Cache headers of an answer: its lifetime and its entity tag. A market's answers carry one tag: it
 * is marked stale when the market's snapshot moves. Answers vary with the key and its clock, so a
 * shared cache must vary on both.
 */
import type { Context } from 'hono'
import type { Market } from '../../models/airline/market'
import type { Rates } from '../../pipelines/answers/evidence/answer-currency'
import { hashWords } from '../../pipelines/events/event-hash'
import type { Pool } from '../../pipelines/events/pool'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import { answerTag } from './answer-tags'
import type { AppEnv } from './app-env'

/** A posted event is in answers within two seconds; a page of results lives longer. */
const FRESH_SECONDS = 5
const STALE_SECONDS = 60
const KEEP = `private, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`

/** Set on every answer that a caller may keep. */
export const KEEP_HEADERS = {
  vary: 'Authorization, Fareline-Now',
  'cache-control': KEEP,
} as const

/** Answers move with the clock too: days to departure, and windows that slide. */
export const CLOCK_STEP_MS = 15 * 60_000

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
  const tag = entityTag(c.req.url, inputsTag(inputs, c.get('services').now))
  const { scope, pool } = c.get('principal')
  for (const [name, value] of Object.entries(KEEP_HEADERS)) c.header(name, value)
  c.header('etag', tag)
  const read = inputs.snapshotReads.flatMap(({ snapshot }) => snapshot?.markets ?? [])
  c.header('cache-tag', cacheTag([...markets, ...read], scope, pool))
  const sentTags = c.req.header('if-none-match') ?? ''
  return sentTags.split(',').some((each) => each.trim() === tag)
}

function isIncomplete({ source, isPartial = false }: SnapshotRead): boolean {
  return source === 'baseline' || isPartial
}

export function cacheTag(markets: readonly Market[], scope: Scope, pool: Pool | undefined): string {
  return Array.from(new Set(markets), (market) => answerTag(market, scope, pool)).join(',')
}

/** Names the inputs of an answer besides its request. */
export function inputsTag({ snapshotReads, rates, models }: AnswerInputs, now: number): string {
  const markets = snapshotReads.map(
    ({ snapshot }) => snapshot && [snapshot.market, snapshot.version, snapshot.markets]
  )
  const clock = Math.floor(now / CLOCK_STEP_MS)
  return hashText(JSON.stringify([markets, rates, models, clock]))
}

/** A weak tag: two answers with it differ in id and age only. */
export function entityTag(url: string, inputs: string): string {
  return `W/"${hashText(`${inputs} ${url}`)}"`
}

function hashText(text: string): string {
  const [low, high] = hashWords(text)
  return low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0')
}
