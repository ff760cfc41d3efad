import fc from 'fast-check'

/** Replaces some values of a document, at any depth, by invalid ones. */
export function damaged(document: unknown): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('', '0', '-1', '9e99', '1e400', 'NaN', undefined)
  )
  return fc.array(fc.tuple(fc.nat(), value), { maxLength: 12 }).map((changes) => {
    let place = 0
    const byPlace = new Map(changes.map(([at, change]) => [at % 900, change]))
    return JSON.parse(JSON.stringify(document), (_, value) => {
      place += 1
      return byPlace.has(place) ? byPlace.get(place) : value
    })
  })
}
