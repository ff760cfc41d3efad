/**
 * Names and letters of cabins. The letters are those of IATA, Amadeus ("M"), Sabre ("S", "P") and
 * Kiwi; the words are those of documents, feeds and shoppers.
 */
import type { Cabin } from '../../models/airline/trip'

const CABIN_CODES = new Map<string, Cabin>([
  ['y', 'economy'],
  ['m', 'economy'],
  ['w', 'premium'],
  ['s', 'premium'],
  ['c', 'business'],
  ['j', 'business'],
  ['f', 'first'],
  ['p', 'first'],
  ['economy', 'economy'],
  ['eco', 'economy'],
  ['coach', 'economy'],
  ['main', 'economy'],
  ['main cabin', 'economy'],
  ['tourist', 'economy'],
  ['economy class', 'economy'],
  ['premium', 'premium'],
  ['premium economy', 'premium'],
  ['premiumeconomy', 'premium'],
  ['premium eco', 'premium'],
  ['premium coach', 'premium'],
  ['business', 'business'],
  ['business class', 'business'],
  ['premium business', 'business'],
  ['premiumbusiness', 'business'],
  ['first', 'first'],
  ['first class', 'first'],
  ['premium first', 'first'],
  ['premiumfirst', 'first'],
])

/** The order decides: "BusinessFirst" is a business cabin, "Premium Business" too. */
const CABIN_WORDS: readonly (readonly [RegExp, Cabin])[] = [
  [/business|upper class|\bclub\b/i, 'business'],
  [/\bfirst\b|premiumfirst/i, 'first'],
  [/premium|traveller plus/i, 'premium'],
  [/econom|coach|main cabin|tourist|traveller/i, 'economy'],
]

/** Only a letter or name that stands for one cabin. */
export function cabinOfCode(text: string): Cabin | undefined {
  return CABIN_CODES.get(
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' ')
  )
}

/** A letter, a name, or words that hold one, such as "Economy Light". */
export function cabinNamed(text: string | undefined): Cabin | undefined {
  if (text === undefined) return undefined
  return cabinOfCode(text) ?? CABIN_WORDS.find(([pattern]) => pattern.test(text))?.[1]
}
