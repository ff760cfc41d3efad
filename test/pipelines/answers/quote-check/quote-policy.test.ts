import { expect, test } from 'vitest'
import {
  PARTNER_POLICIES,
  toleranceOf,
} from '../../../../pipelines/answers/quote-check/quote-policy'

const noRate = () => undefined
const eur = (amount: number) => ({ amountMinor: amount * 100, currency: 'EUR' })

test('applies the wider of share and money limits on each side', () => {
  expect(toleranceOf(PARTNER_POLICIES.skyscanner, eur(100), noRate)).toEqual({
    lower: -0.25,
    upper: 0.07,
    moneyLimits: 'applied',
  })
  expect(toleranceOf(PARTNER_POLICIES.skyscanner, eur(1000), noRate)).toEqual({
    lower: -0.04,
    upper: 0.01,
    moneyLimits: 'applied',
  })
})

test('converts money to the currency of the quote with its minor units', () => {
  const convert = (from: string, to: string) => ({
    from,
    to,
    rate: 160,
    date: '2026-11-19',
    source: 'test',
  })
  const yen = { amountMinor: 16_000, currency: 'JPY' }
  expect(toleranceOf(PARTNER_POLICIES.skyscanner, yen, convert)).toEqual({
    lower: -0.25,
    upper: 0.07,
    moneyLimits: 'applied',
  })
})

test('applies shares alone without a rate and reports it in the tolerance', () => {
  const pounds = { amountMinor: 100_00, currency: 'GBP' }
  expect(toleranceOf(PARTNER_POLICIES.skyscanner, pounds, noRate)).toEqual({
    lower: -0.04,
    upper: 0.01,
    moneyLimits: 'no_rate',
  })
  expect(toleranceOf(PARTNER_POLICIES.google, pounds, noRate).moneyLimits).toBe('none')
})
