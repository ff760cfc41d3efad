/** The known name with the fewest single-letter edits from a mistyped one; the first of equals. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const byEdits = known.map((name) => ({ name, edits: editsBetween(typed, name) }))
  return byEdits.sort((a, b) => a.edits - b.edits)[0]?.name
}

/** Levenshtein distance, one row of its table at a time. */
export function editsBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (b[column - 1] === letter ? 0 : 1)
      const removed = (previous[column] ?? 0) + 1
      const added = (current[column - 1] ?? 0) + 1
      current.push(Math.min(replaced, removed, added))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
