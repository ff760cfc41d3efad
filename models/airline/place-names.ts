/**
 * Names of the places in use, written by `tools/generate/places`, the busiest first (page rank of
 * OpenTravelData, CC BY 4.0). Names are ASCII and mostly English.
 */
import { once } from '../runtime/once'
import table from './place-names.generated.json'

export type NamedPlace = {
  /** IATA code */
  readonly code: string
  readonly name: string
  /** Name of the city it serves. */
  readonly city: string
}

type Entry = NamedPlace & { readonly words: readonly string[] }

const entries = once((): readonly Entry[] =>
  table.places.split('\n').map((line) => {
    const [code = '', name = '', written = ''] = line.split('|')
    const city = cityIn(name, written)
    return { code, name, city, words: wordsOf(`${code} ${name} ${city}`) }
  })
)

/** A city that the name contains is written as its place and length there: "0+6". */
function cityIn(name: string, written: string): string {
  const [, start, length] = /^(\d+)\+(\d+)$/.exec(written) ?? []
  if (start === undefined || length === undefined) return written
  return name.slice(Number(start), Number(start) + Number(length))
}

const byCode = once(() => new Map(entries().map((entry) => [entry.code, entry])))

export function placeName(code: string): NamedPlace | undefined {
  return byCode().get(code)
}

/**
 * Places whose code, name or city has words that begin with the words of the query, at most `most`:
 * an equal code first, then equal names and cities, then those that begin with the query. Within each
 * of these the busiest place comes first. Accents and case do not count.
 */
export function findPlaces(query: string, most: number): NamedPlace[] {
  const wanted = wordsOf(query)
  if (wanted.length === 0) return []
  const found = entries().filter(({ words }) =>
    wanted.every((word) => words.some((each) => each.startsWith(word)))
  )
  const start = wanted.join(' ')
  const rank = ({ code, name, city }: Entry) => {
    if (code.toLowerCase() === start) return 0
    const texts = [name, city].map((text) => wordsOf(text).join(' '))
    if (texts.includes(start)) return 1
    return texts.some((text) => text.startsWith(start)) ? 2 : 3
  }
  return Array.from(found, (entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ entry: { code, name, city } }) => ({ code, name, city }))
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{Mn}/gu, '')
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
