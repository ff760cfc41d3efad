import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

const NAME = 'fareline_queue_messages_total{outcome="done"}'
const report = (samples: Record<string, number>) => ({
  samples,
  slos: { freshness: { good: 9, total: 10 } },
})

test('reports of isolates are added up, and judged by the minute they arrive', async () => {
  const object = env.METRICS.getByName('adds')
  await Promise.all([object.add(report({ [NAME]: 2 })), object.add(report({ [NAME]: 3 }))])
  const { samples, histories } = await object.sums()
  expect(samples).toEqual({ [NAME]: 5 })
  const totals = histories.freshness?.minutes.map(({ total }) => total) ?? []
  expect(totals.reduce((sum, total) => sum + total, 0)).toBe(20)
})

test('sums outlive a restart once they are written, which an alarm does', async () => {
  const object = env.METRICS.getByName('restarts')
  await object.add(report({ [NAME]: 2 }))
  expect(await runDurableObjectAlarm(object)).toBe(true)
  await object.add(report({ [NAME]: 1 }))
  await evictDurableObject(object)
  const { samples, histories } = await object.sums()
  expect(samples).toEqual({ [NAME]: 2 })
  expect(histories.freshness?.hours.map(({ total }) => total)).toEqual([10])
})

test('series beyond the bound are refused and counted, known ones go on', async () => {
  const object = env.METRICS.getByName('bounded')
  const many = Object.fromEntries(Array.from({ length: 8_005 }, (_, at) => [`series_${at}`, 1]))
  await object.add(report(many))
  await object.add(report({ series_0: 1, series_8004: 1 }))
  const { samples } = await object.sums()
  expect(samples.fareline_series_refused_total).toBe(6)
  expect([samples.series_0, samples.series_8004]).toEqual([2, undefined])
})
