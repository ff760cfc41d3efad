import { expect, test } from 'vitest'
import {
  readRates,
  readRatesInTime,
  steepChangesOf,
  storeRates,
} from '../../../workers/storage/rate-rows'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const DAY = '2026-01-16'
const table = (date: string, USD = 1.25) => ({ date, source: 'test', perEuro: { USD } })

test('adds, replaces and leaves days as they are, each counted', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    expect(await storeRates(services, TEST, [table('2026-01-15'), table(DAY)])).toEqual({
      added: 2,
      replaced: 0,
      unchanged: 0,
    })
    const again = [table('2026-01-15'), table(DAY, 1.3), table('2026-01-19')]
    expect(await storeRates(services, TEST, again)).toEqual({ added: 1, replaced: 1, unchanged: 1 })
  }))

test('takes rates in another order of currencies as the same', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    await storeRates(services, TEST, [{ ...table(DAY), perEuro: { USD: 1, JPY: 2 } }])
    const reordered = [{ ...table(DAY), perEuro: { JPY: 2, USD: 1 } }]
    expect(await storeRates(services, TEST, reordered)).toMatchObject({ unchanged: 1 })
  }))

test('reads the rates of a scope around a day and keeps a month for a minute', () =>
  inWorld(async ({ connected, simulation, platform }) => {
    const services = connected()
    await storeRates(services, TEST, [table(DAY)])
    expect(await readRates(services, TEST, [DAY])).toEqual([table(DAY)])
    expect(await readRates(services, LIVE, [DAY])).toEqual([])
    const before = platform.calls.database
    await readRates(services, TEST, [DAY])
    expect(platform.calls.database).toBe(before)
    await simulation.wait(61_000)
    await readRates(services, TEST, [DAY])
    expect(platform.calls.database).toBeGreaterThan(before)
  }))

test('reads the month before, whose rates may still apply', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    await storeRates(services, TEST, [table('2025-12-31')])
    expect(await readRates(services, TEST, ['2026-01-02'])).toEqual([table('2025-12-31')])
  }))

test('answers in time with what is cached of any age while the database is away', () =>
  inWorld(async ({ connected, simulation, platform, lines }) => {
    const services = connected()
    await storeRates(services, TEST, [table(DAY)])
    expect(await readRatesInTime(services, TEST, DAY)).toEqual([table(DAY)])
    await simulation.wait(120_000)
    platform.outages = [{ part: 'database', from: simulation.now, until: Number.POSITIVE_INFINITY }]
    expect(await readRatesInTime(services, TEST, DAY)).toEqual([table(DAY)])
    expect(await readRatesInTime(services, LIVE, DAY)).toBeUndefined()
    expect(lines[0]).toMatchObject({ level: 'error', message: 'exchange rates not read' })
  }))

test('finds steep changes against the days that are stored', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    await storeRates(services, TEST, [table('2026-01-15')])
    expect(await steepChangesOf(services, TEST, [])).toEqual([])
    expect(await steepChangesOf(services, TEST, [table(DAY, 1.26)])).toEqual([])
    expect(await steepChangesOf(services, TEST, [table(DAY, 125)])).toMatchObject([{ date: DAY }])
    expect(await steepChangesOf(services, LIVE, [table(DAY, 125)])).toEqual([])
  }))
