/**
 * Scores the departures of active markets every six hours, as an answer about a plain trip would: into
 * the lake as Parquet, and as the latest score of each departure. Markets are done in the order of
 * their codes and the place is stored, so that the run of five minutes later goes on where one ended
 * or died; a slot that is done is not done again.
 */
import { DAY_MS, dayNumber, dayOf, HOUR_MS, utcDay } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import { datedAt, type InsightQuestion } from '../../pipelines/answers/evidence/question'
import { answerPriceInsights } from '../../pipelines/answers/price-insight/answer-price-insight'
import {
  PREDICTIONS,
  predictionRow,
  type ScoredDeparture,
  scoredDeparture,
} from '../../pipelines/answers/price-insight/scored-departure'
import { scopeKey } from '../../pipelines/events/scope'
import { writeRows } from '../../pipelines/lake/curated/parquet'
import { predictionKey } from '../../pipelines/lake/keys'
import { eachSnapshotOnce, readInsight } from '../answering/read-markets'
import { openedInsightModels } from '../inference/models'
import type { Services } from '../services'
import { readKnownMarkets } from '../storage/known-markets/known-market-rows'
import { moveCursor, readCursor } from '../storage/lake-objects'
import { forgetScores, writeScores } from '../storage/scores/score-rows'
import { defineJob, eachPage, eachScope, type ScopeRun, type Slice } from './runs/run-job'

const SLOT_MS = 6 * HOUR_MS
const DEPARTURES = 60
/** 1,200 departures: a Parquet file and one pass through each model. */
const MARKETS_PER_PAGE = 20
/** 12,000 departures: some seconds of the 30 s of CPU that a cron has. */
const PAGES_PER_RUN = 10
/** A market without a fare for so long is not active. */
const ACTIVE_MS = 7 * DAY_MS
/** Sorts behind every market. */
const DONE = '~'

export const scoreMarkets = defineJob('score-markets', 'scores', (run) =>
  eachScope(run, scoreScope)
)

async function scoreScope(run: ScopeRun): Promise<Slice> {
  const { services, scope, at } = run
  const slot = Math.floor(at / SLOT_MS) * SLOT_MS
  const cursor = `score:${scopeKey(scope)}`
  const counts = { markets: 0, departures: 0, model_ms: 0 }
  const isWhole = await eachPage(run, PAGES_PER_RUN, async () => {
    const after = placeIn(slot, await readCursor(services.db, cursor))
    if (after === DONE) return true
    const page = { limit: MARKETS_PER_PAGE, after }
    const known = await readKnownMarkets(services.db, scope, {}, page)
    const scored = await scoreMarketsOf(
      run,
      slot,
      known.map(({ market }) => market),
      counts
    )
    const last = known.length < MARKETS_PER_PAGE ? DONE : (known.at(-1)?.market ?? DONE)
    if (scored.length > 0) await store(run, slot, known[0]?.market ?? '', scored)
    await moveCursor(services.db, cursor, `${slot} ${last}`)
    return last === DONE
  })
  await forgetScores(services.db, scope, utcDay(at - DAY_MS))
  return { counts, more: !isWhole }
}

/** The market after which the slot goes on; empty at its beginning. */
function placeIn(slot: number, cursor: string | undefined): string {
  const [of, market = ''] = (cursor ?? '').split(' ')
  return Number(of) === slot && of !== '' ? market : ''
}

async function scoreMarketsOf(
  { services, scope, at, renew }: ScopeRun,
  slot: number,
  markets: readonly Market[],
  counts: { markets: number; departures: number; model_ms: number }
): Promise<ScoredDeparture[]> {
  const clocked: Services = { ...services, now: at }
  const snapshotOf = eachSnapshotOnce(scope, clocked)
  const questions: InsightQuestion[] = []
  for (const market of markets) {
    await renew()
    const { snapshot } = await snapshotOf(market)
    if (at - (snapshot?.lastObservedAt ?? 0) > ACTIVE_MS) continue
    counts.markets += 1
    questions.push(...questionsOf(market, at))
  }
  const requests = await Promise.all(
    questions.map((question) => readInsight(question, scope, clocked, snapshotOf))
  )
  const models = await openedInsightModels(clocked)
  const began = services.wallNow()
  const answered = await answerPriceInsights(requests, models, at)
  counts.model_ms += services.wallNow() - began
  counts.departures += answered.length
  return answered.map((each) => scoredDeparture(each, slot))
}

function questionsOf(market: Market, now: number): InsightQuestion[] {
  const today = dayNumber(utcDay(now))
  return Array.from({ length: DEPARTURES }, (_, ahead) => {
    const trip = { market, departureDate: dayOf(today + 1 + ahead) }
    return datedAt({ ...trip, cabin: 'economy' as const, passengers: 1, explain: false }, now)
  })
}

/** A page that is done again writes the same key and the same rows. */
async function store(
  { services, scope }: ScopeRun,
  slot: number,
  firstMarket: string,
  scored: readonly ScoredDeparture[]
): Promise<void> {
  const key = predictionKey(scope, slot, firstMarket)
  await services.lake.put(key, writeRows(PREDICTIONS, scored.map(predictionRow)))
  await writeScores(services.db, scope, scored)
}
