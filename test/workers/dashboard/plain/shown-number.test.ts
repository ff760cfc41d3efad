import { describe, expect, it } from 'vitest'
import {
  amountText,
  countText,
  moneyText,
  NONE,
  numberText,
  shareText,
  signedMoney,
  signedShare,
} from '../../../../workers/dashboard/plain/shown-number'

/** Spaces of every width as plain ones. */
const plain = (text: string) => text.replace(/\s/gu, ' ').replace('\u2212', '-')

describe('money', () => {
  it('keeps the digits that were sent and always has its currency', () => {
    expect(plain(moneyText({ amount: '1234567.80', currency: 'EUR' }))).toBe('1 234 567.80 EUR')
    expect(plain(moneyText({ amount: '45210', currency: 'JPY' }))).toBe('45 210 JPY')
    expect(plain(moneyText({ amount: '-5.96', currency: 'EUR' }))).toBe('-5.96 EUR')
  })

  it('is a dash where there is none, and as sent where it is no number', () => {
    expect(moneyText(undefined)).toBe(NONE)
    expect(amountText('about 12')).toBe('about 12')
  })

  it('has a sign where it is an effect', () => {
    expect(plain(signedMoney({ amount: '38.63', currency: 'EUR' }))).toBe('+38.63 EUR')
    expect(plain(signedMoney({ amount: '-84.01', currency: 'EUR' }))).toBe('-84.01 EUR')
    expect(plain(signedMoney({ amount: '0.00', currency: 'EUR' }))).toBe('0.00 EUR')
  })
})

describe('numbers', () => {
  it('are grouped and rounded', () => {
    expect(plain(numberText(78289.4))).toBe('78 289')
    expect(numberText(0.125, 2)).toBe('0.13')
  })

  it('are a dash where nothing is known', () => {
    expect([numberText(null), numberText(Number.NaN), shareText(undefined)]).toEqual([
      NONE,
      NONE,
      NONE,
    ])
  })

  it('show shares in percent and counts in their number', () => {
    expect(plain(shareText(0.8667))).toBe('87 %')
    expect(plain(signedShare(0.187, 1))).toBe('+18.7 %')
    expect(plain(signedShare(-0.06))).toBe('-6 %')
    expect([countText(1, 'day'), countText(2, 'day')].map(plain)).toEqual(['1 day', '2 days'])
  })
})
