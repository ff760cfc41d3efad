import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { type Meter, QuotaLeases } from '../../../workers/metering/quota-leases'
import { WINDOW_MS } from '../../../workers/metering/quota-window'

const LIMIT = 1_000

function meterOf(name: string): Meter {
  const object = env.METERS.getByName(name)
  return {
    lease: (request) => object.lease(request),
    wait: (ms) => scheduler.wait(ms),
    defer: () => {},
    clock: Date.now,
  }
}

/** So that a test sees one minute alone. */
async function earlyInMinute(): Promise<void> {
  const left = WINDOW_MS - (Date.now() % WINDOW_MS)
  if (left < 10_000) await scheduler.wait(left + 10)
}

async function admitted(isolates: readonly QuotaLeases[], meter: Meter, requests: number) {
  let count = 0
  for (let index = 0; index < requests; index += isolates.length) {
    const taken = await Promise.all(isolates.map((isolate) => isolate.take('key', 1, LIMIT, meter)))
    count += taken.filter(({ allowed }) => allowed).length
  }
  return count
}

test('four isolates on one meter admit the quota of a minute within 2 %', async () => {
  await earlyInMinute()
  const isolates = ['a', 'b', 'c', 'd'].map((name) => new QuotaLeases(name))
  const count = await admitted(isolates, meterOf('sandbox/test/shared'), 1.5 * LIMIT)
  expect(count).toBeLessThanOrEqual(LIMIT * 1.02)
  expect(count).toBeGreaterThanOrEqual(LIMIT * 0.98)
})

test('a meter that restarts grants nothing of a minute twice', async () => {
  await earlyInMinute()
  const meter = meterOf('sandbox/test/restarted')
  const first = await admitted([new QuotaLeases('a')], meter, 600)
  await evictDurableObject(env.METERS.getByName('sandbox/test/restarted'))
  const second = await admitted([new QuotaLeases('b')], meter, 600)
  expect(first).toBe(600)
  expect(first + second).toBeLessThanOrEqual(LIMIT)
  expect(first + second).toBeGreaterThanOrEqual(LIMIT * 0.98)
})

test('counts are added by day and operation, and survive eviction', async () => {
  const meter = env.METERS.getByName('sandbox/test/counts')
  const counts = { requests: 2, items: 30, units: 4 }
  await meter.report({ 'POST /v1/events': counts }, '2026-11-20')
  await meter.report({ 'POST /v1/events': counts, 'GET /v1/accuracy': counts }, '2026-11-20')
  await meter.report({ 'POST /v1/events': counts }, '2026-11-21')
  await evictDurableObject(meter)
  expect(await meter.usage('2026-11-20', '2026-11-20')).toEqual([
    { day: '2026-11-20', operation: 'GET /v1/accuracy', ...counts },
    { day: '2026-11-20', operation: 'POST /v1/events', requests: 4, items: 60, units: 8 },
  ])
})
