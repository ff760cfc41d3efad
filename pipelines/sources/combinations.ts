/**
 * One choice of each list, in order. Where there are more combinations than `most`, each choice is
 * still taken once at least: the lists are gone through side by side.
 */
export function combinations<T>(lists: readonly (readonly T[])[], most: number): readonly T[][] {
  const product = lists.reduce((count, list) => count * list.length, 1)
  if (product > most) return sideBySide(lists)
  return lists.reduce<readonly T[][]>(
    (chosen, list) => chosen.flatMap((some) => list.map((each) => [...some, each])),
    [[]]
  )
}

function sideBySide<T>(lists: readonly (readonly T[])[]): T[][] {
  const longest = Math.max(...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => list.slice(place % list.length, (place % list.length) + 1))
  )
}
