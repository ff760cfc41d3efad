/** Nights of stay as they are grouped for comparison: a day trip, a weekend, a week, two, longer. */
const FIRST_NIGHTS = [0, 1, 3, 6, 9, 16, 30] as const

/** Returns the number of the bucket. */
export function stayBucket(stayNights: number): number {
  return FIRST_NIGHTS.findLastIndex((first) => stayNights >= first)
}

/** Returns the nights of a bucket in words, such as "6 to 8". */
export function stayBucketText(bucket: number): string {
  const from = FIRST_NIGHTS[bucket] ?? 0
  const next = FIRST_NIGHTS[bucket + 1]
  if (next === undefined) return `${from} or more`
  return next - 1 === from ? `${from}` : `${from} to ${next - 1}`
}
