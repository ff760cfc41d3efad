import { expect, test } from 'vitest'
import { unitRates } from '../../../workers/answering/unit-rates'
import { storeRates } from '../../../workers/storage/rate-rows'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const DAY = '2026-01-16'
const TABLES = [{ date: DAY, source: 'test', perEuro: { USD: 1.25, JPY: 160 } }]

test('gives minor units of the answer for one minor unit of each currency', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    await storeRates(services, TEST, TABLES)
    const rates = await unitRates(services, TEST, DAY, ['EUR', 'USD', 'JPY', 'USD'], 'EUR')
    expect(rates.get('EUR')).toBe(1)
    expect(rates.get('USD')).toBeCloseTo(0.8, 12)
    expect(rates.get('JPY')).toBeCloseTo(100 / 160, 12)
    expect(rates.size).toBe(3)
  }))

test('has no rate for a currency that the tables of this scope lack', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    await storeRates(services, TEST, TABLES)
    expect((await unitRates(services, TEST, DAY, ['CHF'], 'EUR')).get('CHF')).toBeUndefined()
    expect((await unitRates(services, LIVE, DAY, ['USD'], 'EUR')).get('USD')).toBeUndefined()
  }))

test('reads no rates where every fare is in the currency of the answer, or none is', () =>
  inWorld(async ({ connected, platform }) => {
    const services = connected()
    expect(await unitRates(services, TEST, DAY, ['EUR'], 'EUR')).toEqual(new Map([['EUR', 1]]))
    expect(await unitRates(services, TEST, DAY, ['EUR'], null)).toEqual(new Map())
    expect(platform.calls.database).toBe(0)
  }))
