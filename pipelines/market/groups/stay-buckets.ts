/** Nights of stay as they are grouped for comparison: a day trip, a weekend, a week, two, longer. */
const FIRST_NIGHTS = [0, 1, 3, 6, 9, 16, 30] as const

/** Returns the number of the bucket. */
export function stayBucket(stayNights: number): number {
  return FIRST_NIGHTS.findLastIndex((first) => stayNights >= first)
}
