/** Reads the words of a search for markets: one place, or the two ends of a market. */
import { findPlaces } from '../../../models/airline/place-names'
import { airportsOf, place } from '../../../models/airline/places'

export type MarketQuery = {
  /** Codes that one of the ends must have. */
  readonly either?: readonly string[]
  readonly origins?: readonly string[]
  readonly destinations?: readonly string[]
}

/** Places of one query that are considered; a shorter query than a name means the busiest of them. */
const MOST_PLACES = 20
const BETWEEN = /\s*(?:→|->|–)\s*|\s+(?:to|-)\s+|(?<=^[A-Za-z]{3})-(?=[A-Za-z]{3}$)/

/** `day` decides which airports of a city are open. */
export function readMarketQuery(query: string, day: string): MarketQuery {
  const [first = '', second] = query.trim().split(BETWEEN)
  if (second === undefined) return first === '' ? {} : { either: codesOf(first, day) }
  return { origins: codesOf(first, day), destinations: codesOf(second, day) }
}

/** A city stands for itself and for its airports. */
export function codesOf(query: string, day: string): readonly string[] {
  const text = query.trim()
  const named = /^[A-Za-z]{3}$/.test(text) ? place(text.toUpperCase())?.code : undefined
  const codes = named ? [named] : findPlaces(text, MOST_PLACES).map(({ code }) => code)
  return [
    ...new Set(codes.flatMap((code) => [code, ...airportsOf(code, day).map((each) => each.code)])),
  ]
}
