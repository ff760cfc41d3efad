/** From typed words to markets, the best first. */
export type Found = {
  readonly market: string
  readonly origin: { readonly code: string; readonly name: string }
  readonly destination: { readonly code: string; readonly name: string }
  readonly observations: number
}

/** The ends that a query names: "lis jfk", "LIS-JFK", "lisbon to new york", "lisbon > paris". */
export function endsIn(query: string): readonly [string, string] | undefined {
  const text = query.trim()
  const parts = text.split(/\s*(?:->|→|>|–|-|\/|,|\bto\b)\s*/i).filter((part) => part !== '')
  if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? '']
  const codes = text.split(/\s+/)
  const isPair = codes.length === 2 && codes.every((code) => /^[a-z]{3}$/i.test(code))
  return isPair ? [codes[0] ?? '', codes[1] ?? ''] : undefined
}

/** Whole codes first, then beginnings of names, then the number of observations. */
export function ranked<T extends Found>(found: readonly T[], query: string): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const scores = new Map(found.map((each) => [each, scoreOf(each, words)]))
  return found.toSorted(
    (a, b) =>
      (scores.get(b) ?? 0) - (scores.get(a) ?? 0) ||
      b.observations - a.observations ||
      a.market.localeCompare(b.market)
  )
}

function scoreOf({ origin, destination }: Found, words: readonly string[]): number {
  return words.reduce((sum, word, index) => {
    const places = index === 0 ? [origin, destination] : [destination, origin]
    return sum + Math.max(...places.map((place, rank) => match(place, word) - rank / 2))
  }, 0)
}

function match({ code, name }: Found['origin'], word: string): number {
  if (code.toLowerCase() === word) return 4
  if (name.toLowerCase().startsWith(word)) return 3
  if (
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((part) => part.startsWith(word))
  )
    return 2
  return 0
}
