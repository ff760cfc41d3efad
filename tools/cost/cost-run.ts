/**
 * A measured run: a Worker with the settings of production and counting bindings serves searches and
 * questions at their rate; then its jobs run. Markets are fed and read first, so that no cost of a
 * market's first event or reader is taken for one of all of them.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { chance } from '../../pipelines/simulator/world/chance'
import { childrenCpuMs } from '../bench/cpu-time'
import { progressBar } from '../command/progress'
import { COUNTS_PATH } from '../counting/count-gate'
import { type Counts, CountsText, difference, sumOf } from '../counting/counts'
import { modelsOpened } from '../generate/models-opened'
import { scheduledJobs } from '../jobs/fire-jobs'
import { type Target, waitUntilSettled } from '../server/events-client'
import { runJob } from '../server/job-client'
import type { Server } from '../server/server'
import { ask, atRate, postLines, questionPath, type Search, searchLine } from './cost-load'
import { costMarkets, popularity } from './cost-markets'

export type CostPlan = {
  /** Searches a second, each one event. */
  readonly searchesPerSecond: number
  readonly perPost: number
  /** Questions for each search. */
  readonly answers: number
  readonly offers: number
  readonly markets: number
  readonly seconds: number
}

/** Units of each part of the run. */
export type CostRun = {
  readonly events: number
  readonly seconds: number
  /** Posts and questions at their rate until every event is counted. */
  readonly load: Counts & { readonly cpuMs: number }
  /** Compaction and expiry of `fed + events` events. */
  readonly upkeep: Counts & { readonly cpuMs: number }
  readonly fed: number
  /** One run of each job without work, by the name of the job. */
  readonly idle: ReadonlyMap<string, Counts>
  readonly schedule: ReadonlyMap<string, string>
}

const FED_PER_POST = 500
const ASKED_AT_ONCE = 8
/** Far beyond every retention. */
const EXPIRED_DAYS = 500

export async function runCost(server: Server, target: Target, plan: CostPlan): Promise<CostRun> {
  const { searchesPerSecond, perPost, answers, offers, seconds } = plan
  const markets = costMarkets(plan.markets, utcDay(Date.now()))
  const marketAt = popularity(markets.length)
  const searchAt = (index: number): Search => ({
    market: markets[marketAt(chance(1, `${index}`))] ?? markets[0] ?? 'LIS-JFK',
    id: `cost-${index}`,
    at: Date.now(),
  })
  await modelsOpened(target.url)
  await feedMarkets(target, markets, offers)

  const count = Math.max(perPost, Math.round(searchesPerSecond * seconds))
  const posts = Math.floor(count / perPost)
  const receipts: string[] = []
  const progress = progressBar('Searches and questions', posts)
  const before = await sample(server, target)
  await Promise.all([
    atRate(posts, searchesPerSecond / perPost, async (post) => {
      const searches = Array.from({ length: perPost }, (_, at) => searchAt(post * perPost + at))
      receipts.push(
        await postLines(
          target,
          searches.map((each) => searchLine(each, offers))
        )
      )
      progress.at(receipts.length)
    }),
    atRate(posts * perPost * answers, searchesPerSecond * answers, (index) =>
      ask(target, questionPath(searchAt(index % (posts * perPost))))
    ),
  ])
  progress.end()
  // The last ones only, as reading receipts is no part of the load.
  for (const id of receipts.slice(-LAST_RECEIPTS)) await waitUntilSettled(target, id)
  // Alarms, and whatever goes on after the answers.
  await sleep(SETTLE_MS)
  const load = await sample(server, target)

  const { upkeep, idle, schedule } = await runJobs(server, target)
  return {
    events: posts * perPost,
    seconds: (posts * perPost) / searchesPerSecond,
    load: between(load, before),
    upkeep,
    fed: markets.length,
    idle,
    schedule,
  }
}

const SETTLE_MS = 12_000
const LAST_RECEIPTS = 3

async function feedMarkets(
  target: Target,
  markets: readonly Search['market'][],
  offers: number
): Promise<void> {
  const progress = progressBar('Feeding markets', markets.length)
  const receipts: string[] = []
  for (let first = 0; first < markets.length; first += FED_PER_POST) {
    const page = markets.slice(first, first + FED_PER_POST)
    const lines = page.map((market) =>
      searchLine({ market, id: `feed-${market}`, at: Date.now() }, offers)
    )
    receipts.push(await postLines(target, lines))
    progress.at(first + page.length)
  }
  for (const id of receipts) await waitUntilSettled(target, id)
  progress.end()
  // The first reader of a market has its copy published.
  const questions = progressBar('First questions of markets', markets.length)
  for (let first = 0; first < markets.length; first += ASKED_AT_ONCE) {
    const page = markets.slice(first, first + ASKED_AT_ONCE)
    await Promise.all(
      page.map((market) =>
        ask(target, questionPath({ market, id: `feed-${market}`, at: Date.now() }))
      )
    )
    questions.at(first + page.length)
  }
  questions.end()
}

async function runJobs(server: Server, target: Target) {
  const before = await sample(server, target)
  await runJob(target, 'compact-lake', undefined)
  const compacted = await sample(server, target)
  const idle = new Map<string, Counts>()
  // Rates come from the network and cost one row a day.
  const jobs = (await scheduledJobs(target)).filter(({ name }) => name !== 'fetch-exchange-rates')
  for (const { name } of jobs) idle.set(name, await jobCounts(server, target, name))
  const settled = await sample(server, target)
  const later = new Date(Date.now() + EXPIRED_DAYS * DAY_MS).toISOString()
  for (const name of ['expire-lake', 'forget-receipts']) await runJob(target, name, later)
  const expired = between(await sample(server, target), settled)
  const compaction = between(compacted, before)
  const upkeep = {
    ...sumOf(compaction, expired),
    cpuMs: compaction.cpuMs + expired.cpuMs,
    // A job is started by its cron, not by a request.
    requests: 0,
  }
  return { upkeep, idle, schedule: new Map(jobs.map(({ name, cron }) => [name, cron])) }
}

async function jobCounts(server: Server, target: Target, name: string): Promise<Counts> {
  const before = await sample(server, target)
  await runJob(target, name, undefined)
  return difference(await sample(server, target), before)
}

type Sample = Counts & { readonly cpuMs: number }

async function sample({ pid }: Server, { url }: Target): Promise<Sample> {
  const response = await fetch(new URL(COUNTS_PATH, url))
  const counts = CountsText.parse(await response.json())
  return { ...counts, cpuMs: childrenCpuMs(pid) ?? Number.NaN }
}

function between(after: Sample, before: Sample): Sample {
  return { ...difference(after, before), cpuMs: after.cpuMs - before.cpuMs }
}
