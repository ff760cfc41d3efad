/**
 * Adjusted p-values of Benjamini and Hochberg (1995), in the order given: of the findings at or
 * below `q`, a share of at most `q` is expected to be false. Where nothing is true, a list is
 * empty with probability 1 - q.
 */
export function adjustedPValues(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => b.value - a.value)
  const adjusted = new Array<number>(values.length).fill(1)
  let least = 1
  for (const [place, { value, at }] of order.entries()) {
    least = Math.min(least, (value * values.length) / (values.length - place))
    adjusted[at] = least
  }
  return adjusted
}
