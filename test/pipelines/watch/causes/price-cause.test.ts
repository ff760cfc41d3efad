import { expect, test } from 'vitest'
import { type PriceShift, priceCause } from '../../../../pipelines/watch/causes/price-cause'

function causeOf(factor: number, changes: Partial<PriceShift> = {}) {
  return priceCause({
    log: Math.log(factor),
    isWide: true,
    isSudden: true,
    isUniform: true,
    currency: 'EUR',
    tolerance: 0.12,
    ...changes,
  })
}

test('a power of ten over all fares is a decimal error, in either direction', () => {
  expect([causeOf(100), causeOf(0.01), causeOf(10), causeOf(0.001)]).toEqual(
    new Array(4).fill('decimal_error')
  )
})

test('the factor of a rate of exchange is a currency error', () => {
  expect(causeOf(85 / 0.9)).toBe('currency_error')
  expect(causeOf(150 / 0.9)).toBe('currency_error')
  expect(causeOf(4 / 0.9)).toBe('currency_error')
})

test('one factor below one is missing tax, and a factor of its own for each fare a sale', () => {
  expect(causeOf(0.62)).toBe('missing_tax')
  expect(causeOf(0.62, { isUniform: false })).toBe('competitor_sale')
})

test('a drift, and a rise without a known factor, are errors of data', () => {
  expect(causeOf(0.62, { isSudden: false })).toBe('data_error')
  expect(causeOf(2.3)).toBe('data_error')
})

test('a few departures far below are a mistake fare, far above a digit too many', () => {
  expect(causeOf(0.1, { isWide: false })).toBe('mistake_fare')
  expect(causeOf(0.4, { isWide: false })).toBe('mistake_fare')
  expect(causeOf(10, { isWide: false })).toBe('decimal_error')
  expect(causeOf(3, { isWide: false })).toBe('data_error')
})

test('a currency without a magnitude has no rates', () => {
  expect(causeOf(85, { currency: 'XXX' })).toBe('data_error')
})
