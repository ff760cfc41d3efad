/** An environment with its data is deleted by name, in any number of runs. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deploy, newWorld, type World } from './harness'

let world: World
beforeAll(async () => {
  world = await newWorld()
  expect((await deploy(world)).failure).toBeUndefined()
})
afterAll(() => world.stop())

const options = { yes: 'fareline-staging' }

it('wants the name of the environment', async () => {
  const { failure } = await deploy(world, 'destroy', { options: { yes: 'production' } })
  expect(failure).toMatch(/confirm with --yes fareline-staging/)
  expect(world.api.account.buckets.size).toBe(1)
})

it('never takes production', async () => {
  const plan = { environment: 'production' } as const
  const { failure } = await deploy(world, 'destroy', { plan, options })
  expect(failure).toMatch(/destroy is for --env staging/)
  expect(world.api.account.buckets.size).toBe(1)
})

it('changes nothing in a dry run', async () => {
  const { steps } = await deploy(world, 'destroy', { dryRun: true, options })
  expect(steps.length).toBeGreaterThan(5)
  expect(steps.every(({ action }) => action === 'would')).toBe(true)
  expect(world.api.account.scripts.size).toBe(1)
})

it('leaves a bucket of many objects to empty itself', async () => {
  const [bucket] = world.api.account.buckets.values()
  const own = [...(bucket?.objects ?? [])]
  for (let index = 0; index < 1_001; index += 1) {
    bucket?.objects.set(`raw/${index}`, { etag: 'e', size: 1 })
  }
  const other = { queues: [], consumers: [], databases: [], namespaces: [] }
  const { steps } = await deploy(world, 'destroy', {
    plan: { ...other, script: 'none' },
    options: { yes: 'none' },
  })
  expect(steps.map(({ detail }) => detail)).toEqual([
    'let fareline-lake-staging empty itself within a day',
    'run destroy again tomorrow to delete fareline-lake-staging',
  ])
  expect(bucket?.rules).toEqual([expect.objectContaining({ id: 'fareline-destroy' })])
  bucket?.objects.clear()
  for (const [key, object] of own) bucket?.objects.set(key, object)
})

it('deletes all that the release made, over runs that are cut after each change', async () => {
  let runs = 1
  for (; ; runs += 1) {
    world.api.cutAfterChange(1)
    const { failure } = await deploy(world, 'destroy', { options })
    world.api.heal()
    if (failure === undefined) break
    expect(runs).toBeLessThan(100)
  }
  expect(runs).toBeGreaterThan(10)
  const { databases, namespaces, queues, buckets, scripts } = world.api.account
  for (const kind of [databases, namespaces, queues, buckets, scripts]) expect(kind.size).toBe(0)
  expect(world.api.unrouted).toEqual([])
})
