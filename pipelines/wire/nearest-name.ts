/** The known name that a mistyped or foreign one most likely stands for. */

/** More edits than this are taken for another word. */
const MOST_EDITS = 2

export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = MOST_EDITS + 1
  for (const each of known) {
    // A short name may have a third of its letters wrong.
    const most = Math.min(MOST_EDITS, Math.floor(each.length / 3))
    if (Math.abs(each.length - name.length) > most) continue
    const edits = editsBetween(name.toLowerCase(), each, most)
    if (edits <= most && edits < least) {
      least = edits
      nearest = each
    }
  }
  return nearest
}

/**
 * Insertions, removals, replacements and swaps of neighbours (restricted Damerau-Levenshtein). Counts
 * no further than one beyond `most`: two rows whose every number exceeds it never come below it again.
 */
export function editsBetween(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  let before: readonly number[] = []
  let above: readonly number[] = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (let row = 1; row <= one.length; row += 1) {
    const here = nextRow(one, other, row, above, before)
    before = above
    above = here
    if (Math.min(...before, ...above) > most) return most + 1
  }
  return Number(above[other.length])
}

/** `above` and `before` are the one and two rows before this one of the table of edits. */
function nextRow(
  one: string,
  other: string,
  row: number,
  above: readonly number[],
  before: readonly number[]
): readonly number[] {
  const here = [row]
  for (let at = 1; at <= other.length; at += 1) {
    const differs = one[row - 1] === other[at - 1] ? 0 : 1
    const swapped = one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
    here.push(
      Math.min(
        Number(here[at - 1]) + 1,
        Number(above[at]) + 1,
        Number(above[at - 1]) + differs,
        swapped ? Number(before[at - 2]) + 1 : Infinity
      )
    )
  }
  return here
}
