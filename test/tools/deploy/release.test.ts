/** A second version: smoked beside the first, given traffic in stages, and sent back when it is bad. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  deploy,
  newWorld,
  realWrangler,
  savePoint,
  trafficOf,
  versionsOf,
  type World,
} from './harness'

let world: World
let restore: () => void
beforeAll(async () => {
  world = await newWorld()
  expect((await deploy(world)).failure).toBeUndefined()
  restore = savePoint(world)
})
beforeEach(() => {
  restore()
  world.source = 'second'
  world.slept.length = 0
})
afterAll(() => world.stop())

const FIRST = ['v1 100 %', 'v1 100 %']

describe('a good version', () => {
  it('is tested at no traffic, then takes 10, 50 and 100 %, uploaded by wrangler', async () => {
    const { failure } = await deploy(world, 'release', { wrangler: realWrangler(world) })
    expect(failure).toBeUndefined()
    expect(trafficOf(world)).toEqual([
      ...FIRST,
      'v1 100 %, v2 0 %',
      'v1 90 %, v2 10 %',
      'v1 50 %, v2 50 %',
      'v1 0 %, v2 100 %',
      'v2 100 %',
    ])
    expect(world.api.unrouted).toEqual([])
  })

  it('keeps the secret of the version before', async () => {
    await deploy(world)
    const [second, first] = versionsOf(world).map(({ bindings }) =>
      bindings.find(({ name }) => name === 'USER_HASH_KEY')
    )
    expect(second).toEqual(first)
  })

  it('is tested at its preview URL, where Cloudflare gives it one', async () => {
    world.api.account.hasPreviews = true
    const { failure } = await deploy(world)
    expect(failure).toBeUndefined()
    expect(trafficOf(world)).not.toContain('v1 100 %, v2 0 %')
    expect(trafficOf(world).at(-1)).toBe('v2 100 %')
  })

  it('is watched for the whole hold in each stage', async () => {
    await deploy(world, 'release', { options: { holdMs: 60_000 } })
    const watched = world.slept.filter((ms) => ms === 12_000)
    expect(watched).toHaveLength(15)
  })

  it('goes on from the stage in which its run was cut', async () => {
    await runUntilStage(50)
    expect((await deploy(world)).failure).toBeUndefined()
    expect(versionsOf(world)).toHaveLength(2)
    expect(trafficOf(world).slice(-3)).toEqual(['v1 50 %, v2 50 %', 'v1 0 %, v2 100 %', 'v2 100 %'])
  })

  it('is only announced by a dry run', async () => {
    const before = trafficOf(world)
    const { failure, steps } = await deploy(world, 'release', { dryRun: true })
    expect(failure).toBeUndefined()
    expect(steps.filter(({ step }) => step === 'traffic')).toHaveLength(3)
    expect(steps.find(({ step }) => step === 'version')?.action).toBe('would')
    expect(trafficOf(world)).toEqual(before)
  })
})

describe('a bad version', () => {
  it.each([
    ['a binding that is missing', 'missing', /health: \/health answered 503/],
    [
      'a model that differs from its golden rows',
      'wrong model',
      /golden rows: model fare: golden-/,
    ],
    ['events that are not counted', 'loses events', /event to insight: receipt rcp_1 is "queued"/],
  ] as const)('with %s gets no traffic', async (_, behaviour, reason) => {
    world.worker.behaviourOfNext = behaviour
    const { failure, steps } = await deploy(world)
    expect(failure).toMatch(reason)
    expect(trafficOf(world)).toEqual([...FIRST, 'v1 100 %, v2 0 %', 'v1 100 %'])
    expect(steps.at(-1)).toMatchObject({ step: 'rollback', action: 'done' })
  })

  it('that fails under probes is sent back at 10 %', async () => {
    world.worker.behaviourOfNext = 'fails'
    const { failure } = await deploy(world)
    expect(failure).toMatch(/at 10 %, probes: \d+\.0 % of 50 requests failed \(before: 0\.0 %\)/)
    expect(trafficOf(world).slice(-2)).toEqual(['v1 90 %, v2 10 %', 'v1 100 %'])
  })

  it.each([
    [
      'fails',
      { errors: 40, p99Ms: 20 },
      /at 50 %: 4\.0 % of 1000 requests failed \(before: 0\.1 %\)/,
    ],
    ['is slow', { errors: 1, p99Ms: 400 }, /at 50 %: p99 is 400 ms \(before: 20 ms\)/],
  ] as const)('that %s under real traffic is sent back at once', async (_, traffic, reason) => {
    const first = versionsOf(world)[0]?.id ?? ''
    await runUntilStage(50)
    const second = versionsOf(world)[0]?.id ?? ''
    world.api.account.traffic.set(first, { requests: 1_000, errors: 1, p99Ms: 20 })
    world.api.account.traffic.set(second, { requests: 1_000, ...traffic })
    const { failure } = await deploy(world)
    expect(failure).toMatch(reason)
    expect(trafficOf(world).slice(-2)).toEqual(['v1 50 %, v2 50 %', 'v1 100 %'])
  })

  it('is tried again by the next run, without a second upload', async () => {
    world.worker.behaviourOfNext = 'missing'
    await deploy(world)
    world.worker.behaviours.clear()
    world.worker.behaviourOfNext = 'works'
    expect((await deploy(world)).failure).toBeUndefined()
    expect(versionsOf(world)).toHaveLength(2)
    expect(trafficOf(world).at(-1)).toBe('v2 100 %')
  })
})

/** Each run is cut one change after the last, past the changes that every run repeats. */
async function runUntilStage(stage: number): Promise<void> {
  let passOver = 0
  for (let runs = 0; !message().endsWith(` at ${stage} %`); runs += 1) {
    const before = message()
    world.api.cutAfterChange(passOver + 1)
    await deploy(world)
    world.api.heal()
    passOver = message() === before ? passOver + 1 : 0
    expect(runs).toBeLessThan(20)
  }
}

/** Message of the current deployment. */
function message(): string {
  const [current] = world.api.account.scripts.get('fareline-staging')?.deployments ?? []
  return current?.annotations['workers/message'] ?? ''
}

describe('a rollback', () => {
  it('gives all traffic to the version before', async () => {
    await deploy(world)
    const { failure } = await deploy(world, 'rollback')
    expect(failure).toBeUndefined()
    expect(trafficOf(world).at(-1)).toBe('v1 100 %')
  })

  it('ends a release that was cut in a stage', async () => {
    await deploy(world)
    world.source = 'third'
    await runUntilStage(10)
    await deploy(world, 'rollback')
    expect(trafficOf(world).at(-1)).toBe('v2 100 %')
  })

  it('goes to a version by name, and twice is as once', async () => {
    await deploy(world)
    const to = versionsOf(world)[1]?.id
    await deploy(world, 'rollback', { options: { to } })
    const before = trafficOf(world)
    const { steps } = await deploy(world, 'rollback', { options: { to } })
    expect(steps.map(({ action }) => action)).toEqual(['kept'])
    expect(trafficOf(world)).toEqual(before)
  })

  it('is refused where there is nothing to go back to', async () => {
    const { failure } = await deploy(world, 'rollback')
    expect(failure).toBe('fareline-staging has no earlier version that answered all traffic')
  })
})

describe('a Durable Object migration', () => {
  const plan = { objectMigrations: ['v1', 'v2'] }

  it('is refused in a gradual release, with the reason', async () => {
    const before = trafficOf(world)
    const { failure } = await deploy(world, 'release', { plan })
    expect(failure).toMatch(/migration v2 is not applied to fareline-staging/)
    expect(failure).toMatch(/no\s+gradual release and no rollback/)
    expect(trafficOf(world)).toEqual(before)
    expect(versionsOf(world)).toHaveLength(1)
  })

  it('goes to all traffic at once on request', async () => {
    const options = { objectMigrations: true }
    const { failure } = await deploy(world, 'release', { plan, options })
    expect(failure).toBeUndefined()
    expect(trafficOf(world).slice(2)).toEqual(['v2 100 %', 'v2 100 %'])
  })
})
