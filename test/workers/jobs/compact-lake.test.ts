import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { mergeRows } from '../../../pipelines/lake/curated/merge'
import { writeRows } from '../../../pipelines/lake/curated/parquet'
import { tableNamed } from '../../../pipelines/lake/curated/tables'
import { rawKey } from '../../../pipelines/lake/keys'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { addRows } from '../../../workers/lake/curated-store'
import { takeLease } from '../../../workers/storage/leases'
import { listLetters } from '../../../workers/storage/letter-rows'
import { bookingOf, NOON, offerOf, searchOf, someEvents } from '../../build/curated-events'
import {
  breakingAt,
  curated,
  curatedCounts,
  emptyLake,
  fingerprint,
  putRaw,
  services,
} from '../../build/lake'
import { LIVE, TEST } from '../../build/scopes'
import { overriding } from '../../fakes/faults'

const HOUR_MS = 3_600_000

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await emptyLake()
})

const run = () => compactLake(services, services.now)

test('raw events become rows of their tables, and a second run finds nothing to do', async () => {
  await putRaw('a', [searchOf({ offers: [offerOf(), offerOf({ amountMinor: 1 })] }), bookingOf()])
  await putRaw('b', [searchOf({ id: 's-2' })], { scope: LIVE })
  expect(await run()).toMatchObject({ objects: 2, events: 3, bad_lines: 0, more: false })
  expect(await curatedCounts()).toEqual({
    search_events: 1,
    price_offers: 2,
    multi_market_offers: 0,
    user_context: 2,
    bookings: 1,
    decisions: 0,
  })
  expect(await curated('search_events', LIVE)).toMatchObject([{ search_id: 's-2' }])
  const before = await fingerprint()
  expect(await run()).toMatchObject({ objects: 0, files: 0, more: false })
  expect(await fingerprint()).toEqual(before)
})

test('files lie by the hour in which their events happened', async () => {
  await putRaw('a', [searchOf()], { receivedAt: NOON + 5 * HOUR_MS })
  await run()
  expect(Object.keys(await fingerprint())).toEqual(
    [
      'sandbox/test/curated/search_events/year=2026/month=11/day=20/12.parquet',
      'sandbox/test/curated/user_context/year=2026/month=11/day=20/12.parquet',
      'sandbox/test/curated/price_offers/year=2026/month=11/day=20/12.parquet',
    ].sort()
  )
})

test('the same event accepted in two requests, hours apart, is one row', async () => {
  await putRaw('a', [searchOf()])
  await run()
  await putRaw('b', [searchOf({ receivedAt: NOON + 3 * HOUR_MS }), searchOf({ id: 's-2' })])
  expect(await run()).toMatchObject({ objects: 1 })
  expect((await curated('search_events')).map(({ search_id }) => search_id)).toEqual(['s-1', 's-2'])
  expect((await curated('price_offers')).length).toBe(2)
})

test('a raw object that comes late into an old hour is found', async () => {
  await putRaw('a', [searchOf()])
  await run()
  const year = { at: NOON - 365 * 24 * HOUR_MS, receivedAt: NOON - 365 * 24 * HOUR_MS }
  await putRaw('late', [searchOf({ id: 'late', ...year })])
  expect(await run()).toMatchObject({ objects: 1 })
  expect((await curated('search_events')).length).toBe(2)
})

test('a bad line goes to dead letters once, the lines around it go on', async () => {
  const key = await putRaw('a', [searchOf()], { lines: ['{"type":"sea', '{"type":"search"}'] })
  expect(await run()).toMatchObject({ events: 1, bad_lines: 2 })
  await env.DB.prepare('DELETE FROM lake_objects').run()
  await run()
  const letters = await listLetters(services.db, TEST, {}, 10)
  expect(letters.map(({ cause }) => cause)).toEqual(['unreadable', 'unreadable'])
  expect(letters[0]?.reason).toContain(`${key}: raw line`)
  expect(key).toContain('hour=12')
})

test('an object that is no gzip is a dead letter, and the others go on', async () => {
  await env.LAKE.put(rawKey({ scope: TEST, receivedAt: NOON, name: 'broken' }), 'no gzip')
  await putRaw('good', [searchOf()])
  expect(await run()).toMatchObject({ objects: 2, events: 1, bad_lines: 1, more: false })
  expect(await run()).toMatchObject({ objects: 0 })
  const [letter] = await listLetters(services.db, TEST, { cause: 'torn' }, 10)
  expect(letter?.reason).toMatch(/broken.*: raw object cannot be inflated$/)
})

test('a run that is full reports how many objects remain, and the next goes on there', async () => {
  // Twenty pages a run, here of one object each.
  const lake = overriding(env.LAKE, {
    list: (options: R2ListOptions) => env.LAKE.list({ ...options, limit: 1 }),
  })
  for (let n = 0; n < 25; n += 1) {
    const at = NOON - 48 * HOUR_MS
    const name = String(n).padStart(2, '0')
    await putRaw(name, [searchOf({ id: name, at })], { receivedAt: at })
  }
  const slice = () => compactLake({ ...services, lake }, services.now, [TEST])
  expect(await slice()).toMatchObject({ objects: 20, remaining: 5, more: true })
  expect(await slice()).toMatchObject({ objects: 5, remaining: 0, more: false })
})

test('while one run works, another does nothing', async () => {
  await takeLease(services.db, 'lake', 'someone')
  await putRaw('a', [searchOf()])
  expect(await run()).toEqual({ busy: true, more: true })
})

test('a key runs it on its own mode only', async () => {
  await putRaw('a', [searchOf()])
  await putRaw('b', [searchOf()], { scope: LIVE })
  expect(await compactLake(services, services.now, [TEST])).toMatchObject({ objects: 1 })
  expect(await curated('search_events', LIVE)).toEqual([])
})

test('an hour with too many rows is several files, and a broken split is mended', async () => {
  const table = tableNamed('price_offers')
  const at = { scope: TEST, table: table.name, at: NOON }
  const slate = Array.from({ length: 300 }, (_, amount) => offerOf({ amountMinor: amount + 1 }))
  const rows = Array.from({ length: 90 }, (_, id) =>
    table.rowsOf(searchOf({ id: `s-${id}`, at: NOON + id * 39_000, offers: slate }))
  ).flat()
  const target = { lake: env.LAKE, table, at }
  for (let first = 0; first < rows.length; first += 9_000) {
    await addRows(target, rows.slice(first, first + 9_000))
  }
  const before = await fingerprint()
  const folder = 'sandbox/test/curated/price_offers/year=2026/month=11/day=20'
  expect(Object.keys(before)).toEqual([`${folder}/12-0.parquet`, `${folder}/12-1.parquet`])

  // As after a kill between writing the halves and deleting the whole.
  await env.LAKE.delete(`${folder}/12-1.parquet`)
  await env.LAKE.put(`${folder}/12.parquet`, writeRows(table, mergeRows(table, rows)))
  await addRows(target, rows.slice(0, 10))
  expect(await fingerprint()).toEqual(before)
}, 30_000)

test('whatever step breaks, the next run ends in the same lake', async () => {
  const arrange = async () => {
    await emptyLake()
    await putRaw('a', [searchOf(), bookingOf()], { lines: ['bad'] })
    await putRaw('b', [searchOf({ id: 's-2', receivedAt: NOON + HOUR_MS }), searchOf()])
    await putRaw('c', [searchOf({ id: 's-3', at: NOON - HOUR_MS })])
  }
  await arrange()
  const counting = breakingAt({ fail: -1, when: 'before' })
  await compactLake(counting.services, services.now)
  const whole = await fingerprint()
  expect(counting.calls()).toBeGreaterThan(20)

  for (let fail = 1; fail <= counting.calls(); fail += 1) {
    for (const when of ['before', 'after'] as const) {
      await arrange()
      const broken = breakingAt({ fail, when })
      await compactLake(broken.services, services.now).catch(() => undefined)
      await env.DB.prepare('DELETE FROM leases').run()
      const report = await run()
      expect([fail, when, report.more]).toEqual([fail, when, false])
      expect(await fingerprint()).toEqual(whole)
      expect(await env.DB.prepare('SELECT count(*) AS n FROM lake_objects').first('n')).toBe(3)
    }
  }
}, 120_000)

test('however events are split into objects, hours and runs, the lake holds the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      someEvents,
      fc.array(fc.record({ object: fc.nat(4), hour: fc.nat(3), run: fc.boolean() })),
      async (events, places) => {
        await emptyLake()
        if (events.length > 0) await putRaw('all', events)
        await run()
        const whole = await fingerprint()

        await emptyLake()
        const parts = Map.groupBy(events.entries(), ([index]) => places[index]?.object ?? 0)
        for (const [part, group] of parts) {
          const { hour = 0, run: runs = false } = places[part] ?? {}
          const receivedAt = NOON + hour * HOUR_MS
          await putRaw(
            `part-${part}`,
            group.map(([, event]) => event),
            { receivedAt }
          )
          if (runs) await run()
        }
        await run()
        expect(await fingerprint()).toEqual(whole)
      }
    ),
    { numRuns: 25 }
  )
}, 60_000)
