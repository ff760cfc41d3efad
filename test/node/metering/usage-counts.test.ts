import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { UsageCounter } from '../../../workers/metering/usage-counts'

const ONE = { requests: 1, items: 2, units: 3 }
const DAY = Date.UTC(2026, 0, 20, 10)

function target() {
  const reports: unknown[] = []
  const waits: (() => void)[] = []
  const deferred: Promise<unknown>[] = []
  const parts = {
    report: async (counts: object, day: string) => void reports.push([day, counts]),
    wait: () => new Promise<void>((resolve) => void waits.push(resolve)),
    defer: (work: Promise<unknown>) => void deferred.push(work),
    now: DAY,
    clock: () => parts.now,
  }
  const passSecond = async () => {
    for (const end of waits.splice(0)) end()
    await Promise.all(deferred)
  }
  return { parts, reports, passSecond, waits }
}

test('reports the requests of a second together, by operation', async () => {
  const { parts, reports, passSecond, waits } = target()
  const usage = new UsageCounter()
  usage.add('k', 'GET a', ONE, parts)
  usage.add('k', 'GET a', ONE, parts)
  usage.add('k', 'POST b', ONE, parts)
  expect(waits).toHaveLength(1)
  await passSecond()
  expect(reports).toEqual([
    ['2026-01-20', { 'GET a': { requests: 2, items: 4, units: 6 }, 'POST b': ONE }],
  ])
  usage.add('k', 'GET a', ONE, parts)
  await passSecond()
  expect(reports).toHaveLength(2)
})

test('reports the counts of a day before those of the next', async () => {
  const { parts, reports, passSecond } = target()
  const usage = new UsageCounter()
  usage.add('k', 'GET a', ONE, parts)
  parts.now = DAY + DAY_MS
  usage.add('k', 'GET a', ONE, parts)
  await passSecond()
  expect(reports).toEqual([
    ['2026-01-20', { 'GET a': ONE }],
    ['2026-01-21', { 'GET a': ONE }],
  ])
})

test('keeps keys apart, and sends nothing for a key without counts', async () => {
  const { parts, reports } = target()
  const usage = new UsageCounter()
  usage.add('k', 'GET a', ONE, parts)
  await usage.flush('other', parts)
  expect(reports).toEqual([])
  await usage.flush('k', parts)
  await usage.flush('k', parts)
  expect(reports).toHaveLength(1)
})

test('forgets all keys at ten thousand, so that its memory is bounded', async () => {
  const { parts, reports } = target()
  const usage = new UsageCounter()
  for (let key = 0; key <= 10_000; key += 1) usage.add(`k${key}`, 'GET a', ONE, parts)
  await usage.flush('k0', parts)
  expect(reports).toEqual([])
  await usage.flush('k10000', parts)
  expect(reports).toHaveLength(1)
})
