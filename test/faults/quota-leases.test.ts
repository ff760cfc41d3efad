import { describe, expect, test } from 'vitest'
import { WINDOW_MS } from '../../workers/metering/quota-window'
import { meteredIsolates } from '../fakes/key-meter'
import { Simulation } from '../fakes/simulation'

const STARTS_AT = Date.parse('2026-11-20T12:00:00Z')

type Load = {
  readonly isolates: number
  readonly limit: number
  /** Requests over the minute, as a share of the limit. */
  readonly load: number
  readonly units?: number
  /** Isolates that send one request each at the beginning of a minute and nothing later. */
  readonly idle?: number
  readonly seed?: number
}

/** Units admitted in each of three minutes of even load. */
async function admitted({ isolates, limit, load, units = 1, idle = 0, seed = 1 }: Load) {
  const simulation = new Simulation(seed, STARTS_AT)
  const metered = meteredIsolates(simulation, isolates + idle, limit)
  const counts = [0, 0, 0]
  const send = (minute: number, isolate: number) => {
    void metered.take(isolate, units).then((allowed) => {
      if (allowed) counts[minute] = (counts[minute] ?? 0) + units
    })
  }
  for (const minute of [0, 1, 2]) {
    for (let each = 0; each < idle; each += 1) {
      simulation.later(minute * WINDOW_MS + each, () => send(minute, isolates + each))
    }
    const requests = Math.round((limit * load) / units)
    for (let index = 0; index < requests; index += 1) {
      // The last 100 ms are left out: a request on its way at the turn belongs to either minute.
      const at = minute * WINDOW_MS + (index / requests) * (WINDOW_MS - 100)
      const isolate = Math.floor(simulation.chance(`isolate ${minute} ${index}`) * isolates)
      simulation.later(at, () => send(minute, isolate))
    }
  }
  await simulation.runUntil(STARTS_AT + 3 * WINDOW_MS + 1_000)
  return { counts, calls: metered.calls() }
}

describe.each([
  { isolates: 1, limit: 1_000, load: 1.5 },
  { isolates: 8, limit: 1_000, load: 1.5 },
  { isolates: 40, limit: 5_000, load: 1.5 },
  { isolates: 8, limit: 6_000, load: 3, idle: 12 },
  { isolates: 5, limit: 6_000, load: 2, units: 37 },
  { isolates: 20, limit: 100, load: 4 },
])('%o', (load) => {
  test('all isolates together admit the quota of each minute within 2 %', async () => {
    const { counts } = await admitted(load)
    for (const count of counts) {
      expect(count).toBeLessThanOrEqual(load.limit * 1.02)
      expect(count).toBeGreaterThanOrEqual(load.limit * 0.98)
    }
  })
})

test('nothing is refused below the quota, and most requests need no call of the meter', async () => {
  const { counts, calls } = await admitted({ isolates: 8, limit: 6_000, load: 0.9 })
  expect(counts).toEqual([5_400, 5_400, 5_400])
  expect(calls).toBeLessThan(0.25 * 3 * 5_400)
})

test('a burst in one instant is admitted up to the quota', async () => {
  const simulation = new Simulation(1, STARTS_AT)
  const metered = meteredIsolates(simulation, 4, 200)
  const results: Promise<boolean>[] = []
  simulation.later(0, () => {
    for (let index = 0; index < 1_000; index += 1) results.push(metered.take(index % 4, 1))
  })
  await simulation.runUntil(STARTS_AT + 5_000)
  const allowed = await Promise.all(results)
  expect(allowed.filter(Boolean)).toHaveLength(200)
  expect(metered.calls()).toBeLessThan(20)
})

test('while the meter is away each isolate admits a tenth of the quota, and it counts afterwards', async () => {
  const simulation = new Simulation(1, STARTS_AT)
  const metered = meteredIsolates(simulation, 3, 1_000)
  const results: Promise<boolean>[] = []
  metered.away = true
  const sendAll = (requests: number) => {
    for (let index = 0; index < requests; index += 1) results.push(metered.take(index % 3, 1))
  }
  simulation.later(0, () => sendAll(900))
  await simulation.runUntil(STARTS_AT + 2_000)
  expect((await Promise.all(results)).filter(Boolean)).toHaveLength(300)

  metered.away = false
  simulation.later(3_000, () => sendAll(1_500))
  await simulation.runUntil(STARTS_AT + 20_000)
  const total = (await Promise.all(results)).filter(Boolean).length
  expect(total).toBeLessThanOrEqual(1_000)
  expect(total).toBeGreaterThanOrEqual(980)
})
