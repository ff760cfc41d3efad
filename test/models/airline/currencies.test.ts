import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currency, currencyObjection, currentCurrencies } from '../../../models/airline/currencies'
import { decimalText, toMajor, toMinor } from '../../../models/airline/money'

const codes = currentCurrencies().map(({ code }) => code)

test('the list has every currency of its edition of 2026, each once', () => {
  expect(codes).toHaveLength(165)
  expect(codes).toEqual([...new Set(codes)].sort())
})

test('minor units are those of ISO 4217, not the digits shown by locales', () => {
  const digits = Object.fromEntries(
    ['COP', 'HUF', 'MGA', 'MRU', 'IQD', 'KWD', 'JPY', 'XCG', 'ZWG', 'SLE', 'VED', 'CLF'].map(
      (code) => [code, currency(code)?.minorDigits]
    )
  )
  expect(digits).toEqual({
    COP: 2,
    HUF: 2,
    MGA: 2,
    MRU: 2,
    IQD: 3,
    KWD: 3,
    JPY: 0,
    XCG: 2,
    ZWG: 2,
    SLE: 2,
    VED: 2,
    CLF: 4,
  })
})

test('every amount of every currency survives the way to text and back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.integer({ min: 1, max: 1_000_000_000_000 }),
      (code, amountMinor) => {
        const text = decimalText({ amountMinor, currency: code })
        expect(toMinor(Number(text), code)).toBe(amountMinor)
        expect(toMinor(toMajor({ amountMinor, currency: code }), code)).toBe(amountMinor)
        const [, fraction = ''] = text.split('.')
        expect(fraction).toHaveLength(currency(code)?.minorDigits ?? -1)
      }
    ),
    { numRuns: 2_000 }
  )
})

test('accepts a former currency up to its last day', () => {
  expect(currency('HRK')).toMatchObject({ minorDigits: 2, until: '2023-01-14' })
  expect(currencyObjection('HRK', '2022-06-01')).toBeUndefined()
  expect(currencyObjection('HRK', '2023-01-14')).toBeUndefined()
  expect(currencyObjection('HRK', '2023-01-15')).toMatch(/^HRK ended on 2023-01-14; send/)
  expect(currencyObjection('ANG', '2026-11-20')).toMatch(/^ANG ended on 2025-06-30/)
  expect(currencyObjection('BGN', '2026-01-31')).toBeUndefined()
})

test('refuses a currency before its first day', () => {
  expect(currencyObjection('XCG', '2025-03-31')).toBeUndefined()
  expect(currencyObjection('XCG', '2024-12-01')).toMatch(/^XCG did not exist before 2025-03-31/)
})

test('codes that are no money are unknown', () => {
  for (const code of ['', 'EU', 'eur', 'XXX', 'XTS', 'XAU', 'ZZZ', 'constructor']) {
    expect(currency(code)).toBeUndefined()
    expect(currencyObjection(code, '2026-11-20')).toBe(`${code} is not an ISO 4217 currency`)
  }
})
