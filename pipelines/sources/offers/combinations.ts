/**
 * Itineraries of a price that leaves a choice: an outbound and a return for each. Where there are
 * more combinations than `most`, each choice still occurs at least once.
 */
export function combinations<T>(directions: readonly (readonly T[])[], most: number): T[][] {
  const [there, back, ...others] = directions
  if (!there) return [[]]
  if (!back) return there.map((each) => [each])
  // More than two directions are refused later, so one combination suffices.
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
