import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import {
  conversionAt,
  conversionIn,
  convertExactly,
  convertMinor,
  MAX_RATE_AGE_DAYS,
  type RateTable,
  rateTableAt,
  reversed,
} from '../../../models/airline/exchange-rates'
import { minorDigits } from '../../../models/airline/money'

const FRIDAY: RateTable = {
  date: '2026-11-20',
  source: 'ECB',
  perEuro: { USD: 1.25, JPY: 160, KWD: 0.375, GBP: 0.8745 },
}

const Currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'GBP')
const Rate = fc.double({ min: 0.2, max: 20_000, noNaN: true })
const Table = fc
  .record({ USD: Rate, JPY: Rate, KWD: Rate, GBP: Rate })
  .map((perEuro): RateTable => ({ date: '2026-11-20', source: 'ECB', perEuro }))
const Amount = fc.integer({ min: 1, max: 10 ** 10 })

function exchanged(amountMinor: number, from: string, to: string, table = FRIDAY): number {
  const conversion = conversionIn(table, from, to)
  if (!conversion) throw new Error(`no rate from ${from} to ${to}`)
  return convertMinor(amountMinor, conversion)
}

test('uses the minor digits of each currency: two, none for JPY, three for KWD', () => {
  expect(exchanged(100_00, 'EUR', 'USD')).toBe(125_00)
  expect(exchanged(100_00, 'EUR', 'JPY')).toBe(16_000)
  expect(exchanged(100_00, 'EUR', 'KWD')).toBe(37_500)
  expect(exchanged(16_000, 'JPY', 'KWD')).toBe(37_500)
  expect(exchanged(37_500, 'KWD', 'JPY')).toBe(16_000)
})

test('half a minor unit is rounded up', () => {
  expect(exchanged(2, 'EUR', 'USD')).toBe(3)
  expect(exchanged(1, 'EUR', 'JPY')).toBe(2)
})

test('a conversion states its rate, date and source', () => {
  expect(conversionAt([FRIDAY], '2026-11-22', 'USD', 'JPY')).toEqual({
    from: 'USD',
    to: 'JPY',
    rate: 128,
    date: '2026-11-20',
    source: 'ECB',
  })
})

test('a currency is exchanged for itself unchanged', () => {
  fc.assert(
    fc.property(Amount, Currency, Table, (amount, code, table) => {
      expect(exchanged(amount, code, code, table)).toBe(amount)
    })
  )
})

test('there and back is within one minor unit of the coarser currency', () => {
  fc.assert(
    fc.property(Amount, Currency, Currency, Table, (amount, from, to, table) => {
      const there = conversionIn(table, from, to)
      if (!there) throw new Error('no rate')
      const back = convertMinor(convertMinor(amount, there), reversed(there))
      const unit = Math.max(1, convertExactly(1, reversed(there)))
      expect(Math.abs(back - amount)).toBeLessThanOrEqual(unit)
    })
  )
})

test('three currencies agree: over a third one the rate is the same', () => {
  fc.assert(
    fc.property(Currency, Currency, Currency, Table, (a, b, c, table) => {
      const rate = (from: string, to: string) => conversionIn(table, from, to)?.rate ?? Number.NaN
      expect(rate(a, b) * rate(b, c)).toBeCloseTo(rate(a, c), 9 - Math.ceil(Math.log10(rate(a, c))))
      expect(reversed({ ...FRIDAY, from: a, to: b, rate: rate(a, b) }).rate).toBeCloseTo(
        rate(b, a),
        9 - Math.ceil(Math.log10(rate(b, a)))
      )
    })
  )
})

test('uses the latest table at or before the day, as a plain search finds it', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 })
  fc.assert(
    fc.property(days, fc.integer({ min: -5, max: 70 }), (numbers, offset) => {
      const start = dayNumber('2026-01-01')
      const tables = numbers.map((n) => ({ ...FRIDAY, date: dayOf(start + n) }))
      const usable = numbers.filter((n) => n <= offset && n >= offset - MAX_RATE_AGE_DAYS)
      const expected = usable.length > 0 ? dayOf(start + Math.max(...usable)) : undefined
      expect(rateTableAt(tables, dayOf(start + offset))?.date).toBe(expected)
    })
  )
})

test('returns no conversion without a recent table or a rate in it', () => {
  expect(conversionAt([FRIDAY], '2026-11-19', 'EUR', 'USD')).toBeUndefined()
  expect(conversionAt([FRIDAY], '2026-11-28', 'EUR', 'USD')).toBeUndefined()
  expect(conversionAt([FRIDAY], '2026-11-27', 'EUR', 'USD')).toBeDefined()
  expect(conversionAt([FRIDAY], '2026-11-20', 'EUR', 'CHF')).toBeUndefined()
  expect(conversionAt([{ ...FRIDAY, perEuro: { TRL: 1 } }], '2026-11-20', 'EUR', 'TRL')).toBe(
    undefined
  )
  expect(minorDigits('TRL')).toBeUndefined()
})

test('a currency pegged to the dollar is exchanged through it', () => {
  const table = { ...FRIDAY, perEuro: { USD: 1.1 } }
  expect(conversionIn(table, 'USD', 'XCG')?.rate).toBeCloseTo(1.79, 12)
  expect(conversionIn(table, 'EUR', 'XCG')?.rate).toBeCloseTo(1.1 * 1.79, 12)
  expect(conversionIn({ ...FRIDAY, perEuro: {} }, 'EUR', 'XCG')).toBeUndefined()
})
