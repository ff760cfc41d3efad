import { expect, it } from 'vitest'
import { IsolateEnded } from './isolate'
import { platformOf, run, START } from './simulated'

it('ends an isolate at the step a crash names: what it waits for never comes', async () => {
  const platform = platformOf()
  const { simulation } = platform
  simulation.crashes = new Set([2])
  const reached: string[] = []
  const work = run(platform, () =>
    simulation.inIsolate('request', async () => {
      try {
        await simulation.wait(10)
        reached.push('first')
        await simulation.wait(10)
        reached.push('second')
      } finally {
        reached.push('finally')
      }
    })
  )
  await expect(work).rejects.toThrow(IsolateEnded)
  expect(reached).toEqual(['first'])
})

it('ends an isolate that receives more than 128 MB beside its bundle', async () => {
  const platform = platformOf()
  const load = (bytes: number) =>
    run(platform, () =>
      platform.simulation.inIsolate('consumer', async (isolate) => {
        isolate.receive(bytes)
        await platform.simulation.wait(1)
        return 'done'
      })
    )
  expect(await load(80_000_000)).toBe('done')
  await expect(load(100_000_000)).rejects.toThrow('128 MB')
})

it('moves its clock to each step and no further', async () => {
  const platform = platformOf()
  const seen: number[] = []
  await run(platform, async () => {
    await Promise.all(
      [300, 100, 200].map(async (ms) => {
        await platform.simulation.wait(ms)
        seen.push(platform.simulation.now - START)
      })
    )
  })
  expect(seen).toEqual([100, 200, 300])
})

it('draws the same for the same seed and name', () => {
  const [a, b, other] = [platformOf(3), platformOf(3), platformOf(4)].map(({ simulation }) =>
    simulation.chance('lake 17 there')
  )
  expect(a).toBe(b)
  expect(a).not.toBe(other)
})
