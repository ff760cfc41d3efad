import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { DAY_MS, HOUR_MS, utcDay } from '../../../models/airline/calendar'
import type { Event } from '../../../pipelines/events/event'
import { packBatch } from '../../../pipelines/market/market-batch'

const AT = Date.parse('2026-05-04T10:00:00Z')

test('a repeated batch is answered as it was the first time and counts once', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-JFK')
  const batch = packBatch('batch-1', [search('a'), search('b')])
  expect(await object.apply(batch, AT)).toEqual({ counted: 2, repeated: 0 })
  expect(await object.apply(batch, AT)).toEqual({ counted: 2, repeated: 0 })
  expect((await object.snapshot(AT))?.searches.last['24h']).toBe(2)
})

test('an event that comes again in another batch counts once', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-EWR')
  await object.apply(packBatch('batch-1', [search('a')]), AT)
  const again = packBatch('batch-2', [search('a'), search('b')])
  expect(await object.apply(again, AT)).toEqual({ counted: 1, repeated: 1 })
  expect((await object.snapshot(AT))?.fareGroups[0]?.windows['1h']?.count).toBe(4)
})

test('state survives eviction, with its events and batches', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-GRU')
  const events = Array.from({ length: 300 }, (_, index) =>
    search(`e${index}`, { departureDate: utcDay(AT + index * DAY_MS), cabin: cabinOf(index) })
  )
  await object.apply(packBatch('batch-1', events), AT)
  const before = await object.snapshot(AT)
  await evictDurableObject(object)
  expect(await object.snapshot(AT)).toEqual(before)
  expect(await object.apply(packBatch('batch-1', events), AT)).toEqual({
    counted: 300,
    repeated: 0,
  })
  expect(await object.apply(packBatch('batch-2', events), AT)).toEqual({
    counted: 0,
    repeated: 300,
  })
})

test('a reader of the newest snapshot does not receive it again until a batch arrives or a window moves', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-CDG')
  const known = { version: 1, at: AT }
  expect(await object.newerSnapshot(known, AT)).toBeUndefined()
  await object.apply(packBatch('batch-1', [search('a')]), AT)
  expect(await object.newerSnapshot(known, AT + 1_000)).toBe('unchanged')
  expect(await object.newerSnapshot(known, AT + HOUR_MS)).toMatchObject({ at: AT + HOUR_MS })
  await object.apply(packBatch('batch-2', [search('b')]), AT)
  expect(await object.newerSnapshot(known, AT + 1_000)).toMatchObject({ version: 2 })
})

test('a batch is one row, and a checkpoint takes the place of many', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-BOS')
  await object.apply(packBatch('batch-1', [search('a')]), AT)
  const batches = await runInDurableObject(object, async (instance, { storage }) => {
    const rows = () => Number(storage.sql.exec('SELECT count(*) AS n FROM log').one().n)
    expect(rows()).toBe(1)
    await instance.apply(packBatch('batch-2', [search('b')]), AT)
    await instance.apply(packBatch('batch-2', [search('b')]), AT)
    expect(rows()).toBe(2)
    const many = Array.from({ length: 600 }, (_, index) => search(`many-${index}`))
    await instance.apply(packBatch('batch-3', many), AT)
    expect(rows()).toBe(2)
    return [...storage.kv.list({ prefix: 'state/' })].length
  })
  expect(batches).toBeGreaterThan(2)
  const before = await object.snapshot(AT)
  await evictDurableObject(object)
  expect(await object.snapshot(AT)).toEqual(before)
})

test('windows are read at the given clock', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-YYZ')
  await object.apply(packBatch('batch-1', [search('a'), search('b', { at: AT + HOUR_MS })]), AT)
  expect((await object.snapshot(AT))?.searches.last['24h']).toBe(1)
  expect((await object.snapshot(AT + HOUR_MS))?.searches.last['24h']).toBe(2)
  expect((await object.snapshot(AT + 26 * HOUR_MS))?.searches.last['24h']).toBe(0)
})

test('a market never seen has no snapshot', async () => {
  const object = env.MARKETS.getByName('sandbox/test/XXX-YYY')
  expect(await object.snapshot(AT)).toBeUndefined()
})

test('a batch that fails leaves memory and storage as they were', async () => {
  const object = env.MARKETS.getByName('sandbox/test/LIS-MAD')
  await object.apply(packBatch('batch-1', [search('a')]), AT)
  const stray = { ...packBatch('batch-2', [search('b')]), market: 'LIS-BCN' as const }
  await runInDurableObject(object, async (instance) => {
    await expect(instance.apply(stray, AT)).rejects.toThrow('batch of LIS-BCN sent to LIS-JFK')
  })
  expect((await object.snapshot(AT))?.version).toBe(1)
  const both = packBatch('batch-3', [search('a'), search('b')])
  expect(await object.apply(both, AT)).toEqual({ counted: 1, repeated: 1 })
})

test('a copy is published for readers, and not again while the levels stand', async () => {
  const object = env.MARKETS.getByName('sandbox/test/OPO-GVA')
  const copy = () => env.SNAPSHOTS.get('snapshot:sandbox/test/OPO-GVA', 'json')
  await object.apply(packBatch('batch-1', [search('a', { market: 'OPO-GVA' })]), AT)
  expect(await copy()).toBeNull()
  await object.snapshot(AT)
  await vi.waitFor(async () => {
    expect(await copy()).toMatchObject({ market: 'OPO-GVA', version: 1, at: AT })
  })
  await object.apply(packBatch('batch-2', [search('b', { market: 'OPO-GVA' })]), AT)
  // After an eviction nothing but the stored levels speaks against another copy.
  await evictDurableObject(object)
  await object.snapshot(AT)
  expect(await copy()).toMatchObject({ version: 1 })
  await runInDurableObject(object, (_, { storage }) => {
    expect(storage.kv.get('published')).toMatchObject({
      groups: { 'economy:oneway:EUR': { lowestMinor: 38_900 } },
    })
  })

  const cheaper = search('c', {
    market: 'OPO-GVA',
    offers: [{ airline: 'TP', stops: 0, amountMinor: 31_200 }],
  })
  await object.apply(packBatch('batch-3', [cheaper]), AT)
  await evictDurableObject(object)
  await object.snapshot(AT)
  await vi.waitFor(async () => expect(await copy()).toMatchObject({ version: 3 }))
})

function cabinOf(index: number): 'economy' | 'business' {
  return index % 2 === 0 ? 'economy' : 'business'
}

function search(id: string, changes: Partial<Event & { type: 'search' }> = {}): Event {
  return {
    type: 'search',
    id,
    at: AT,
    receivedAt: AT,
    market: 'LIS-JFK',
    departureDate: '2026-06-10',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    offers: [
      { airline: 'TP', stops: 0, amountMinor: 41_200 },
      { airline: 'DL', stops: 1, amountMinor: 38_900 },
    ],
    ...changes,
  }
}
