import { expect, test } from 'vitest'
import { decimalText, minorDigits, toMajor, toMinor } from '../../../models/airline/money'

test.each([
  ['EUR', 234.484, 23_448, '234.48'],
  ['JPY', 1200.4, 1200, '1200'],
  ['KWD', 1.2345, 1235, '1.235'],
])('amounts of %s have its own digits', (currency, amount, amountMinor, text) => {
  expect(toMinor(amount, currency)).toBe(amountMinor)
  expect(decimalText({ amountMinor, currency })).toBe(text)
  expect(toMajor({ amountMinor, currency })).toBe(Number(text))
})

test('an unknown code has no digits of its own and is written with two', () => {
  expect(minorDigits('ZZZ')).toBeUndefined()
  expect(toMinor(1.5, 'ZZZ')).toBe(150)
  expect(decimalText({ amountMinor: 150, currency: 'ZZZ' })).toBe('1.50')
})
