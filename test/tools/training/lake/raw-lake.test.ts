import { expect, test } from 'vitest'
import { HOUR_MS } from '../../../../models/airline/calendar'
import { lineOf } from '../../../../pipelines/events/event-line'
import { rawKey } from '../../../../pipelines/lake/keys'
import { arrivalHour, readLake } from '../../../../tools/training/lake/raw-lake'
import { search } from '../../../build/events'
import { TEST } from '../../../build/scopes'

const AT = Date.parse('2026-05-04T10:20:00Z')

function object(receivedAt: number, name: string, lines: readonly string[]) {
  return { key: rawKey({ scope: TEST, receivedAt, name }), read: async () => lines.join('\n') }
}

test('an event that arrived twice is read once, in the order of event time', async () => {
  const [late, early] = [search({ id: 'b', at: AT + 1 }), search({ id: 'a', at: AT })]
  const objects = [
    object(AT, 'one', [lineOf(late), lineOf(early)]),
    object(AT + HOUR_MS, 'two', [lineOf(early), 'not a line']),
  ]
  const lake = await readLake(objects, AT + 5 * HOUR_MS)
  expect(lake.events.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(lake.unreadable).toBe(1)
  expect(lake.hours).toEqual({
    from: '2026-05-04T10:00:00.000Z',
    to: '2026-05-04T12:00:00.000Z',
    count: 2,
    objects: 2,
  })
})

test('nothing that arrived or happened from the end on is read', async () => {
  const until = AT + 60_000
  const known = search({ id: 'known', at: AT, receivedAt: AT })
  const late = search({ id: 'late', at: AT, receivedAt: until })
  const ahead = search({ id: 'ahead', at: until, receivedAt: AT })
  const objects = [
    object(AT, 'one', [lineOf(known), lineOf(late), lineOf(ahead)]),
    object(AT + 2 * HOUR_MS, 'two', [lineOf(search({ id: 'later' }))]),
  ]
  const lake = await readLake(objects, until)
  expect(lake.events.map(({ id }) => id)).toEqual(['known'])
  expect(lake.hours.objects).toBe(1)
})

test('the arrival hour is that of the key', () => {
  expect(arrivalHour(rawKey({ scope: TEST, receivedAt: AT, name: 'x' }))).toBe(AT - 20 * 60_000)
  expect(arrivalHour('sandbox/test/curated/price_offers/x.parquet')).toBeUndefined()
})
