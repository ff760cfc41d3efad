/**
 * Runs a plan: half an hour of requests and faults, then as long as the queues need with a platform that
 * works again, then the jobs until they have nothing left; then the checks.
 */

import { landingPrefix, rawPrefix } from '../../pipelines/lake/keys'
import { compactLake } from '../../workers/jobs/compact-lake'
import { eraseUsers } from '../../workers/jobs/erase-users'
import { expireLake } from '../../workers/jobs/expire-lake'
import type { Job } from '../../workers/jobs/runs/run-job'
import { settleDecisions } from '../../workers/jobs/settle-decisions'
import { sweepLandings } from '../../workers/jobs/sweep-landings'
import { sweepLetters } from '../../workers/jobs/sweep-letters'
import { userHasher } from '../../workers/secrets/user-hash'
import { requestErasure } from '../../workers/storage/erasures'
import { LIVE } from '../build/scopes'
import { installGlobals } from '../fakes/globals'
import { eventsOf, type Posted, post } from './client'
import { violations } from './invariants'
import { ACTIVE_MS, type Action, type Plan } from './plan'
import { createWorld, USER_HASH_KEY, type World } from './world'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const STARTS_AT = Date.UTC(2026, 0, 20, 10)
/** Far beyond the longest outage of a plan. */
const DRAIN_HOURS = 60

/** In the order of a cron: erasure reads what compaction wrote. */
const JOBS: Readonly<Record<string, Job>> = {
  'sweep-landings': sweepLandings,
  'sweep-letters': sweepLetters,
  'compact-lake': compactLake,
  'erase-users': eraseUsers,
  'expire-lake': expireLake,
  'settle-decisions': settleDecisions,
}

export type Outcome = {
  readonly violations: readonly string[]
  readonly trace: readonly string[]
  readonly acknowledged: number
  readonly steps: number
  /** Simulated, from the first action to the last check. */
  readonly hours: number
}

export async function runPlan(plan: Plan): Promise<Outcome> {
  const world = createWorld(plan.seed, STARTS_AT, plan.landRequests)
  const trace: string[] = []
  const report = (text: string) => {
    trace.push(`${new Date(world.simulation.now).toISOString()} ${text}`)
  }
  const restore = installGlobals(world.simulation)
  const { error, warn, info } = console
  const log = (...words: unknown[]) => report(`log: ${words.map(textOf).join(' ')}`)
  Object.assign(console, { error: log, warn: log, info: log })
  try {
    return await live(plan, world, trace, report)
  } finally {
    Object.assign(console, { error, warn, info })
    restore()
    world.close()
  }
}

async function live(
  plan: Plan,
  world: World,
  trace: string[],
  report: (text: string) => void
): Promise<Outcome> {
  const { simulation, broker } = world
  arrange(plan, world, report)
  const posted = new Map<string, Posted>()
  const erased = new Map<string, number>()
  for (const action of plan.actions) {
    simulation.later(action.at - simulation.now, () => {
      void act(action, world, posted, erased, report)
    })
  }
  await hours(world, ACTIVE_MS, 5 * MINUTE_MS, report)
  for (let hour = 0; hour < DRAIN_HOURS && isBusy(plan, world); hour += 1) {
    await hours(world, HOUR_MS, HOUR_MS, report)
  }
  simulation.crashes = new Set()
  // Erasure walks once more an hour after its request; what was torn is found by the first.
  for (let round = 0; round < 3; round += 1) {
    await hours(world, HOUR_MS + MINUTE_MS, HOUR_MS, report)
  }
  for (const loss of broker.losses) report(`the platform deleted a message of ${loss.queue}`)
  return {
    violations: await violations(world, plan, [...posted.values()], erased),
    trace,
    acknowledged: [...posted.values()].reduce((n, { acknowledged }) => {
      return n + (acknowledged?.accepted ?? 0)
    }, 0),
    steps: simulation.steps,
    hours: (simulation.now - STARTS_AT) / HOUR_MS,
  }
}

function arrange({ faults }: Plan, world: World, report: (text: string) => void): void {
  const { platform, simulation, broker, lake } = world
  platform.onFault = (text) => report(`fault: ${text}`)
  platform.outages = faults.flatMap((fault) => (fault.kind === 'outage' ? fault : []))
  platform.blinks = faults.flatMap((fault) => (fault.kind === 'blink' ? fault : []))
  simulation.crashes = new Set(
    faults.flatMap((fault) => (fault.kind === 'crash' ? fault.step : []))
  )
  simulation.onCrash = (isolate) => report(`fault: ${isolate.name} killed`)
  for (const fault of faults) {
    if (fault.kind === 'duplicates') broker.duplicates = fault.share
    if (fault.kind !== 'tear') continue
    simulation.later(fault.at - simulation.now, () => {
      const prefix = fault.folder === 'raw' ? rawPrefix(LIVE) : landingPrefix(LIVE)
      const key = lake.keys().find((each) => each.startsWith(prefix))
      if (key === undefined) return
      report(`fault: ${key} torn`)
      lake.tear(key)
    })
  }
}

async function act(
  action: Action,
  world: World,
  posted: Map<string, Posted>,
  erased: Map<string, number>,
  report: (text: string) => void
): Promise<void> {
  if (action.kind === 'post') {
    const entry: Posted = {
      name: action.name,
      events: eventsOf(action, posted),
      tries: 0,
      lastTryAt: 0,
    }
    posted.set(action.name, entry)
    await post(world, action, entry, report)
  } else if (action.kind === 'evict') {
    for (const name of world.markets.names()) world.markets.evict(name)
  } else if (action.kind === 'garbage') {
    await world.events.send(action.body).catch(() => {})
  } else {
    await erase(world, action.user, erased, report)
  }
}

async function erase(
  world: World,
  user: string,
  erased: Map<string, number>,
  report: (text: string) => void
): Promise<void> {
  const { simulation } = world
  const began = simulation.now
  try {
    await simulation.inIsolate(`erasure of ${user}`, async () => {
      const { db } = world.services()
      const requestedAt = Math.floor(simulation.now)
      const userHashes = [userHasher([{ id: '1', secret: USER_HASH_KEY }], LIVE)(user)]
      await requestErasure(db, { id: `era_${user}`, scope: LIVE, userHashes, requestedAt })
    })
    report(`erasure of ${user} requested`)
    erased.set(user, began)
  } catch (error) {
    report(`erasure of ${user}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Time goes by, with all jobs at each interval. */
async function hours(
  world: World,
  ms: number,
  every: number,
  report: (text: string) => void
): Promise<void> {
  const { simulation } = world
  const until = simulation.now + ms
  while (simulation.now < until) {
    simulation.later(0, () => void runJobs(world, report))
    await simulation.runUntil(Math.min(until, simulation.now + every))
  }
}

async function runJobs(world: World, report: (text: string) => void): Promise<void> {
  const { simulation } = world
  for (const [name, job] of Object.entries(JOBS)) {
    try {
      const run = () => job(world.services(), Math.floor(simulation.now), [LIVE])
      await simulation.inIsolate(`job ${name}`, run)
    } catch (error) {
      report(`job ${name}: ${textOf(error)}`)
    }
  }
}

function isBusy({ faults }: Plan, { broker, queues, simulation }: World): boolean {
  const outages = faults.filter((fault) => fault.kind === 'outage')
  return (
    outages.some(({ until }) => simulation.now < until) ||
    queues.some((queue) => broker.depth(queue) > 0)
  )
}

function textOf(value: unknown): string {
  if (value instanceof Error) {
    return value.cause instanceof Error ? `${value.message}: ${value.cause.message}` : value.message
  }
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.values(value).map(textOf).join(' ')
}
