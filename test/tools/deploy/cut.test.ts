/** A run that is cut off anywhere is continued by the next one. */
import { beforeAll, describe, expect, it } from 'vitest'
import { deploy, liveKeys, newWorld, stateOf, type World } from './harness'

let uncut: unknown
beforeAll(async () => {
  const world = await newWorld()
  expect((await deploy(world)).failure).toBeUndefined()
  uncut = stateOf(world)
  await world.stop()
})

describe('a run that is cut', () => {
  /**
   * A cut before a request leaves the account as a cut after the one before it, and reads leave it as
   * it is. So cutting after each change, with its answer lost, meets every state there is. Each run
   * of this loop gets one change further than the last; changes that every run repeats, such as the
   * key of its smoke test, are passed over when a run got no further.
   */
  it('after any change, with the answer lost, is finished by later runs', async () => {
    const world = await newWorld()
    const shown: string[] = []
    let passOver = 0
    let before = JSON.stringify(stateOf(world))
    let runs = 0
    for (;;) {
      runs += 1
      world.api.cutAfterChange(passOver + 1)
      const { failure, keys } = await deploy(world)
      shown.push(...keys)
      world.api.heal()
      if (failure === undefined) break
      const after = JSON.stringify(stateOf(world))
      passOver = after === before ? passOver + 1 : 0
      before = after
      expect(runs).toBeLessThan(200)
    }
    expect(runs).toBeGreaterThan(40)
    expect(stateOf(world)).toEqual(uncut)
    expect(liveKeys(world)).toHaveLength(1)
    expect(shown.length).toBeGreaterThan(0)
    await world.stop()
  }, 600_000)

  it('at any request of a repeated run changes nothing and fails by name', async () => {
    const world = await newWorld()
    await deploy(world)
    const before = stateOf(world)
    const from = world.api.requests.length
    await deploy(world)
    const length = world.api.requests.length - from
    expect(length).toBeGreaterThan(10)
    for (let index = 1; index <= length; index += 1) {
      world.api.cutAt(world.api.requests.length + index)
      const { failure } = await deploy(world)
      world.api.heal()
      expect(failure, `cut at request ${index}`).toMatch(/got no answer|failed/)
      expect(stateOf(world), `cut at request ${index}`).toEqual(before)
    }
    expect((await deploy(world)).failure).toBeUndefined()
    await world.stop()
  })
})

describe('a throttled run', () => {
  it('waits as long as Cloudflare asks and goes on', async () => {
    const world = await released()
    world.source = 'second'
    for (let index = 1; index <= 6; index += 1)
      world.api.limitAt(world.api.requests.length + 2 * index)
    const { failure } = await deploy(world)
    expect(failure).toBeUndefined()
    expect(world.slept.filter((ms) => ms === 1_000).length).toBeGreaterThanOrEqual(6)
    await world.stop()
  })
})

async function released(): Promise<World> {
  const world = await newWorld()
  expect((await deploy(world)).failure).toBeUndefined()
  return world
}
