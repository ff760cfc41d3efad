/** Senders of several markets of one pool. The members are the same, so the most of a market stand. */
import type { PoolSenders } from '../snapshot'

/** Returns undefined outside of a pool. */
export function unionSenders(given: readonly PoolSenders[]): PoolSenders | undefined {
  if (given.length === 0) return undefined
  const byDaysToDeparture: Record<number, number> = {}
  for (const [days, senders] of given.flatMap((each) => Object.entries(each.byDaysToDeparture))) {
    const before = byDaysToDeparture[Number(days)] ?? 0
    byDaysToDeparture[Number(days)] = Math.max(before, senders)
  }
  return { last30d: Math.max(...given.map(({ last30d }) => last30d)), byDaysToDeparture }
}
