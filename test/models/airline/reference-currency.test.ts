import { expect, test } from 'vitest'
import { currencyOfCountry, referenceCurrency } from '../../../models/airline/reference-currency'

test("a market's fares are kept in the currency of its origin's country", () => {
  expect(referenceCurrency('LIS-JFK')).toBe('EUR')
  expect(referenceCurrency('JFK-LIS')).toBe('USD')
  expect(referenceCurrency('DEL-BOM')).toBe('INR')
  expect(referenceCurrency('HND-ICN')).toBe('JPY')
  expect(referenceCurrency('KWI-DXB')).toBe('KWD')
})

test('returns undefined for a country without a currency or an unknown airport', () => {
  expect(referenceCurrency('XXX-LIS')).toBeUndefined()
  expect(currencyOfCountry('AQ')).toBeUndefined()
})

test('a country has the currency it uses now', () => {
  expect(['HR', 'BG', 'SV', 'CH', 'PA'].map(currencyOfCountry)).toEqual([
    ...['EUR', 'EUR', 'USD', 'CHF', 'PAB'],
  ])
})

test('countries with a new currency are counted in it', () => {
  expect(referenceCurrency('CUR-AMS')).toBe('XCG')
  expect(referenceCurrency('SXM-AMS')).toBe('XCG')
  expect(referenceCurrency('FNA-LHR')).toBe('SLE')
})
