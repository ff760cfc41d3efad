/**
 * How long an answer may be kept, and by what it is known again. A market's answers carry one tag: it
 * is marked stale when the market's snapshot moves. Answers vary with the key and its clock, so a
 * cache that shares them still asks for both.
 */
import type { Context } from 'hono'
import type { Market } from '../../models/airline/market'
import type { Rates } from '../../pipelines/answers/evidence/answer-currency'
import { hashWords } from '../../pipelines/events/event-hash'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import { answerTag } from './answer-tags'
import type { AppEnv } from './app-env'

/** An event posted is in the next answer within two seconds; a page of results lives longer. */
const FRESH_SECONDS = 5
const STALE_SECONDS = 60
const KEEP = `private, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`

/** Answers move with the clock too: days to departure, and windows that slide. */
const CLOCK_STEP_MS = 15 * 60_000

/** What an answer was made from, other than the request. */
export type MadeFrom = {
  readonly readings: readonly SnapshotRead[]
  readonly rates: Rates
  readonly models: readonly string[]
}

/** Whether the caller holds this answer already. Sets the headers of either, so ask before it is made. */
export function holdsAnswer(
  c: Context<AppEnv>,
  markets: readonly Market[],
  made: MadeFrom
): boolean {
  // What was not read in time is asked for again, not kept.
  if (made.rates === 'not-read' || made.readings.some(({ source }) => source === 'baseline')) {
    c.header('cache-control', 'no-store')
    return false
  }
  const tag = entityTag(c, made)
  const { scope } = c.get('principal')
  c.header('etag', tag)
  c.header('vary', 'Authorization, Fareline-Now')
  c.header('cache-control', KEEP)
  c.header('cache-tag', markets.map((market) => answerTag(market, scope)).join(','))
  const held = c.req.header('if-none-match') ?? ''
  return held.split(',').some((each) => each.trim() === tag)
}

/** Weak: two answers of one tag say the same, with another id and age. */
function entityTag(c: Context<AppEnv>, { readings, rates, models }: MadeFrom): string {
  const { now } = c.get('services')
  const markets = readings.map(({ snapshot }) => snapshot && [snapshot.market, snapshot.version])
  const clock = Math.floor(now / CLOCK_STEP_MS)
  const words = hashWords(JSON.stringify([c.req.url, markets, rates, models, clock]))
  return `W/"${words.map((word) => word.toString(16).padStart(8, '0')).join('')}"`
}
