/**
 * Itineraries of a price that leaves a choice: one of the flights there, one of the flights back.
 * Where there are more combinations than `most`, each choice is still taken once at least.
 */
export function combinations<T>(directions: readonly (readonly T[])[], most: number): T[][] {
  const [there, back, ...others] = directions
  if (!there) return [[]]
  if (!back) return there.map((each) => [each])
  // A market is flown in two directions: one combination of more is enough to be refused.
  if (others.length > 0) return [directions.flatMap((choices) => choices.slice(0, 1))]
  if (there.length * back.length <= most) {
    return there.flatMap((one) => back.map((other) => [one, other]))
  }
  return Array.from({ length: Math.max(there.length, back.length) }, (_, place) =>
    [there, back].flatMap((choices) => nth(choices, place % choices.length))
  )
}

function nth<T>(choices: readonly T[], place: number): readonly T[] {
  return choices.slice(place, place + 1)
}
