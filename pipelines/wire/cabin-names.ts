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
  ['pe', 'premium'],
  ['prem', 'premium'],
  ['premiumeconomy', 'premium'],
  ['premium eco', 'premium'],
  ['premium coach', 'premium'],
  ['business', 'business'],
  ['business class', 'business'],
  ['biz', 'business'],
  ['premium business', 'business'],
  ['premiumbusiness', 'business'],
  ['first', 'first'],
  ['first class', 'first'],
  ['premium first', 'first'],
  ['premiumfirst', 'first'],
])

/**
 * English, French, Spanish, Portuguese, German, and the brands of airlines that name no class. The
 * order decides: "BusinessFirst" is a business cabin, "Premium Business" too.
 */
const CABIN_WORDS: readonly (readonly [RegExp, Cabin])[] = [
  [
    /business|affaires|ejecutiva|executiva|negocios|upper class|\bclub\b|polaris|delta one|\bmint\b/i,
    'business',
  ],
  [/\bfirst\b|premiumfirst|premi[eè]re|\bprimera\b|\bprimeira\b/i, 'first'],
  [/premium|\bprem\b|traveller plus/i, 'premium'],
  [/[eé]conom|\beco\b|coach|main cabin|touris|turist|traveller|comfort\+/i, 'economy'],
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

/** As `cabinNamed`, of text that names one cabin: a list of several is none. */
export function oneCabinNamed(text: string): Cabin | undefined {
  return SEVERAL.test(text) ? cabinOfCode(text) : cabinNamed(text)
}
const SEVERAL = /[,;|/]|\s(?:or|and)\s/i
