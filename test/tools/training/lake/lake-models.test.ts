import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { isHeldOut, type Window } from '../../../../tools/training/lake/lake-model'
import { lakeModelsNamed } from '../../../../tools/training/lake/lake-models'
import { lakeEvents } from '../../../build/lake-events'

const FROM = '2026-03-02'
const DAYS = 12
const until = Date.parse(FROM) + DAYS * DAY_MS
const window: Window = { testFrom: until - 4 * DAY_MS, until }
const events = lakeEvents(FROM, DAYS)
const folder = mkdtempSync(join(tmpdir(), 'lake-models-'))

test.each(lakeModelsNamed('fare,hold,choice'))(
  '$model is written from a lake, and its plain rule scored on every trial',
  async ({ write }) => {
    const { rows, needs, trials } = await write(events, window, folder)
    expect(rows).toBeGreaterThan(100)
    expect(needs[0]?.found).toBe(rows)
    expect(trials.units.length).toBe(needs[1]?.found)
    const losses = await trials.ofRule()
    expect(losses).toHaveLength(trials.units.length)
    expect(losses.filter((loss) => loss !== undefined && loss >= 0).length).toBeGreaterThan(10)
  }
)

test.each(lakeModelsNamed('outlook,demand-level,bookings'))(
  '$model reports with counts that twelve days are not enough',
  async ({ write }) => {
    const { needs } = await write(events, window, folder)
    expect(needs[0]?.found).toBeLessThan(needs[0]?.least ?? 0)
    expect(needs[0]?.rows).toMatch(/before the test/)
  }
)

test('only departures from the test on are held out, about a quarter of them', () => {
  const dates = Array.from({ length: 400 }, (_, index) => new Date(until + index * DAY_MS))
  const held = dates.filter((date) => isHeldOut('LIS-JFK', date.toISOString().slice(0, 10), window))
  expect(held.length).toBeGreaterThan(60)
  expect(held.length).toBeLessThan(140)
  expect(isHeldOut('LIS-JFK', FROM, window)).toBe(false)
})

test('a model that no lake can train is refused by name', () => {
  expect(() => lakeModelsNamed('fare,anomaly')).toThrow('"anomaly" is not trained from a lake')
})
