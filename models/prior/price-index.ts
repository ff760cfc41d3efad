/** An index of prices by quarter; it converts a level from the year of its data to another day. */
export type QuarterIndex = ReadonlyMap<number, number>

/**
 * Log of the index at a quarter over its mean in the base quarters; 0 without an index. Quarters
 * outside the index take its first or last value.
 */
export function indexedBy(
  index: QuarterIndex | undefined,
  baseQuarters: readonly number[],
  quarter: number
): number {
  if (!index || index.size === 0) return 0
  const quarters = [...index.keys()].sort((a, b) => a - b)
  const [first = 0, last = 0] = [quarters[0], quarters.at(-1)]
  const at = (wanted: number) => index.get(Math.min(last, Math.max(first, wanted))) ?? 1
  const base = baseQuarters.reduce((sum, each) => sum + at(each), 0) / baseQuarters.length
  return Math.log(at(quarter) / base)
}
