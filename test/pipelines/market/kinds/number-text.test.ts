import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbersIn, numbersText } from '../../../../pipelines/market/kinds/number-text'

test('reads back any whole numbers up to the largest safe one', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (numbers) => {
      expect(numbersIn(numbersText(numbers))).toEqual(numbers)
    })
  )
})

test('writes a fare of hundreds in four characters that JSON leaves alone', () => {
  const text = numbersText([41_200])
  expect(text.length).toBe(4)
  expect(JSON.stringify(text)).toBe(`"${text}"`)
})

test('refuses text that it did not write', () => {
  expect(() => numbersIn('A!')).toThrow('"!" stands in no list of numbers')
  expect(() => numbersIn('g')).toThrow('ends within a number')
})
