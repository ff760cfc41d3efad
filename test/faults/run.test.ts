/** The gate's share of seeds; `npm run simulate-faults` runs as many as it is given. */
import { expect, it } from 'vitest'
import { type Fault, planOf } from './plan'
import { runPlan, STARTS_AT } from './run'

const SEEDS = 25
const MINUTE_MS = 60_000

/**
 * Promise: any of these faults together, isolates ended at any await, evicted objects, duplicates
 * Kept: nothing acknowledged is lost, counted twice or un-erased; `npm run simulate-faults` runs
 * more seeds
 */
it('loses nothing, counts once and forgets the erased, whatever fails', async () => {
  const broken: string[] = []
  let acknowledged = 0
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const outcome = await runPlan(planOf(seed, STARTS_AT))
    acknowledged += outcome.acknowledged
    broken.push(...outcome.violations.map((violation) => `seed ${seed}: ${violation}`))
  }
  expect(broken).toEqual([])
  expect(acknowledged).toBeGreaterThan(500)
})

it('runs a seed again step by step', async () => {
  const [first, second] = [await runPlan(planOf(7, STARTS_AT)), await runPlan(planOf(7, STARTS_AT))]
  expect(second).toEqual(first)
  expect(first.steps).toBeGreaterThan(500)
})

/**
 * Promise: R2 is away for 10 minutes or 8 hours with `LAND_REQUESTS=false`, as in production
 * Kept: all acknowledged events are counted once after it answers
 */
it.each([10, 480])(
  'counts every acknowledged event after the lake was away for %d minutes',
  async (minutes) => {
    const outage: Fault = {
      kind: 'outage',
      part: 'lake',
      from: STARTS_AT,
      until: STARTS_AT + minutes * MINUTE_MS,
    }
    const actions = Array.from({ length: 25 }, (_, n) => ({
      kind: 'post' as const,
      at: STARTS_AT + 1_000 * (n + 1),
      name: `p${n}`,
      events: 20,
      markets: 3,
      user: undefined,
      isKeyed: false,
      repeats: undefined,
    }))
    const plan = { seed: minutes, landRequests: false, actions, faults: [outage] }
    const outcome = await runPlan(plan)
    expect(outcome.violations).toEqual([])
    expect(outcome.acknowledged).toBe(500)
  }
)

/**
 * Promise: a user is erased while events of theirs wait in the queue
 * Kept: the events lose the user before any of them is stored
 */
it('keeps a user erased whose events waited in the queue for hours', async () => {
  // The first walk over the lake finds nothing of the user, the second begins as the lake answers again;
  // retries are ten minutes apart by then.
  const away = (from: number, until: number): Fault => ({
    kind: 'outage',
    part: 'lake',
    from: STARTS_AT + from * MINUTE_MS,
    until: STARTS_AT + until * MINUTE_MS,
  })
  const faults = [away(0, 4.5), away(5.1, 209.5)]
  const post = {
    kind: 'post' as const,
    at: STARTS_AT + MINUTE_MS,
    name: 'p0',
    events: 5,
    markets: 1,
    user: 'ana@example.com',
    isKeyed: false,
    repeats: undefined,
  }
  const erase = { kind: 'erase' as const, at: STARTS_AT + 2 * MINUTE_MS, user: 'ana@example.com' }
  const plan = { seed: 5, landRequests: false, actions: [post, erase], faults }
  const { violations, acknowledged } = await runPlan(plan)
  expect(acknowledged).toBe(5)
  expect(violations).toEqual([])
})

it.each([759])('settles the receipt of a torn landing of seed %d', async (seed) => {
  const { violations } = await runPlan(planOf(seed, STARTS_AT))
  expect(violations).toEqual([])
})
