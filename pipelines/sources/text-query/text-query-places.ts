/** Origin and destination of a typed search: cities and airport codes, and the words around them. */
import { CITY_AIRPORTS, MAX_CITY_WORDS } from './text-query-cities'
import type { Words } from './text-query-words'

/** Its airports, the main one first. */
export type Place = { readonly name: string; readonly airports: readonly string[] }
export type Ends = { readonly origin?: Place; readonly destination?: Place }

type Mention = { readonly place: Place; readonly before: string; readonly after: string }

/** Common words: a place only where a neighbouring word or another place confirms it. */
const ALSO_WORDS = new Set(['nice', 'split', 'male', 'sal', 'la', 'cork', 'reunion', 'mobile'])
const ORIGIN_WORDS = new Set(['from', 'ex', 'leaving', 'departing', 'of'])
const DESTINATION_WORDS = new Set(['to', 'into', 'towards', '-'])

export function endsIn({ text }: Words): Ends {
  const mentions = mentionsIn(text.split(' '))
  const origin = mentions.find(
    ({ before, after }) => ORIGIN_WORDS.has(before) || leads(before, after)
  )
  const destination = mentions.find(
    (mention) => mention !== origin && DESTINATION_WORDS.has(mention.before)
  )
  const rest = mentions.filter((mention) => mention !== origin && mention !== destination)
  const [next, afterNext] = rest.filter(({ place }) => !ALSO_WORDS.has(place.name))
  // Two places, one of them without a word before it, leave no doubt about the other.
  if (origin && destination) return { origin: origin.place, destination: destination.place }
  if (origin) return { origin: origin.place, ...(next ? { destination: next.place } : {}) }
  if (destination)
    return { ...(next ? { origin: next.place } : {}), destination: destination.place }
  return next && afterNext ? { origin: next.place, destination: afterNext.place } : {}
}

/** "lisbon to ...", "LIS - ...", unless a word before it marks a destination. */
function leads(before: string, after: string): boolean {
  return DESTINATION_WORDS.has(after) && !DESTINATION_WORDS.has(before) && before !== 'via'
}

function mentionsIn(words: readonly string[]): Mention[] {
  const mentions: Mention[] = []
  let at = 0
  while (at < words.length) {
    const found = placeAt(words, at)
    if (found) {
      const before = words[at - 1] ?? ''
      const after = words[at + found.length] ?? ''
      if (before !== 'via') mentions.push({ place: found.place, before, after })
    }
    at += found?.length ?? 1
  }
  return mentions
}

function placeAt(words: readonly string[], at: number) {
  const word = words[at] ?? ''
  if (/^[A-Z]{3}$/.test(word)) return { place: { name: word, airports: [word] }, length: 1 }
  for (let length = MAX_CITY_WORDS; length > 0; length -= 1) {
    const name = words.slice(at, at + length).join(' ')
    const airports = CITY_AIRPORTS.get(name)
    if (airports) return { place: { name, airports }, length: name.split(' ').length }
  }
  return undefined
}
