import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { checkQuality } from '../../../workers/jobs/check-quality'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { NOON, offerOf, searchOf } from '../../build/curated-events'
import { breakingAt, emptyLake, putRaw, services } from '../../build/lake'
import { addKeys, ask } from '../../build/sandbox'

const HOUR_MS = 3_600_000

beforeAll(addKeys)
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  await emptyLake()
})

const run = (at = Date.now(), on = services) => checkQuality(on, at)

async function land(name: string, lines: string[] = []) {
  await putRaw(name, [searchOf({ id: name })], { lines })
  await compactLake(services, services.now)
}

async function alerts() {
  const { results } = await env.DB.prepare(
    'SELECT subject, state, delivered_at FROM alerts ORDER BY at, subject'
  ).all()
  return results
}

test('what came in is checked once, and all is well', async () => {
  await land('a')
  expect(await run()).toMatchObject({ failing: 0, alerts: 0 })
  const first = await env.DB.prepare('SELECT count(*) AS n FROM data_quality_log').first('n')
  expect(Number(first)).toBeGreaterThan(15)
  await run()
  expect(await env.DB.prepare('SELECT count(*) AS n FROM data_quality_log').first('n')).toBe(first)
})

test('an empty lake has nothing to say', async () => {
  expect(await run()).toEqual({ checks: 0, failing: 0, alerts: 0, more: false })
})

test('an alert is sent once when a check fails, and once when it passes again', async () => {
  await land('a', ['bad line'])
  expect(await run()).toMatchObject({ alerts: 1 })
  await land('b', ['another'])
  expect(await run(Date.now() + 1)).toMatchObject({ alerts: 0 })
  expect(await alerts()).toEqual([{ subject: 'raw.readable', state: 'raised', delivered_at: null }])
  await emptyRaw()
  await land('c')
  expect(await run(Date.now() + 2)).toMatchObject({ alerts: 1 })
  expect((await alerts()).map(({ state }) => state)).toEqual(['raised', 'resolved'])
})

async function emptyRaw() {
  const { objects } = await env.LAKE.list({ prefix: 'sandbox/test/raw/' })
  await env.LAKE.delete(objects.map(({ key }) => key))
  await env.DB.prepare('DELETE FROM lake_objects').run()
}

test('a stopped feed is reported though no data arrived', async () => {
  await land('a')
  await run()
  expect(await run(Date.now() + 30 * HOUR_MS)).toMatchObject({ failing: 1, alerts: 1 })
  expect(await alerts()).toMatchObject([{ subject: 'raw.freshness', state: 'raised' }])
  expect(await run(Date.now() + 31 * HOUR_MS)).toMatchObject({ failing: 1, alerts: 0 })
})

test('a run that breaks anywhere tells its alert once after all', async () => {
  const counting = breakingAt({ fail: -1, when: 'before' })
  await land('a', ['bad line'])
  await run(NOON, counting.services)
  for (let fail = 1; fail <= counting.calls(); fail += 1) {
    await emptyLake()
    await land('a', ['bad line'])
    await run(NOON, breakingAt({ fail, when: 'after' }).services).catch(() => undefined)
    await env.DB.prepare('DELETE FROM leases').run()
    await run(NOON + 1)
    const raised = (await alerts()).filter(({ subject }) => subject === 'raw.readable')
    expect([fail, raised.length]).toEqual([fail, 1])
  }
}, 60_000)

test('the results are listed by page and by filter, of the mode of the key', async () => {
  await putRaw('a', [searchOf({ offers: [offerOf({ stops: 99 })] })])
  await compactLake(services, services.now)
  await run()
  const read = async (query: string, key?: string) =>
    (await ask(`/v1/data-quality${query}`, key ? { key } : {})).json<{
      data: { id: number; table: string; check: string; status: string }[]
      links: { next?: string }
    }>()
  const failing = await read('?status=fail')
  expect(failing.data).toMatchObject([{ table: 'price_offers', check: 'range.stops', value: 1 }])

  const first = await read('?limit=5')
  const second = await read(first.links.next?.replace('/v1/data-quality', '') ?? '')
  expect(first.data.length).toBe(5)
  expect(second.data[0]?.id).toBe((first.data[4]?.id ?? 0) - 1)
  expect((await read('?table=raw&check=readable')).data.length).toBe(1)
  expect((await read('', 'sk_live_all')).data).toEqual([])
  expect((await ask('/v1/data-quality?limit=0')).status).toBe(400)
})
