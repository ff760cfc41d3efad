/**
 * Lists of whole numbers from 0 as text of letters, digits, "-" and "_": five bits a character, lowest
 * first, the sixth bit set while more follow. A fare of 412.00 takes four characters. Text crosses an
 * RPC and JSON as it is, and is read only by who needs it.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BASE = 32

export function numbersText(numbers: readonly number[]): string {
  let text = ''
  for (const number of numbers) {
    let rest = number
    while (rest >= BASE) {
      text += ALPHABET.charAt(BASE + (rest % BASE))
      rest = Math.floor(rest / BASE)
    }
    text += ALPHABET.charAt(rest)
  }
  return text
}

/** Throws a RangeError at a character that `numbersText` does not write, or in the middle of a number. */
export function numbersIn(text: string): number[] {
  const numbers: number[] = []
  let number = 0
  let unit = 1
  for (const letter of text) {
    const digit = ALPHABET.indexOf(letter)
    if (digit < 0) throw new RangeError(`"${letter}" stands in no list of numbers`)
    number += (digit % BASE) * unit
    unit *= BASE
    if (digit >= BASE) continue
    numbers.push(number)
    number = 0
    unit = 1
  }
  if (unit !== 1) throw new RangeError('the list of numbers ends within a number')
  return numbers
}
