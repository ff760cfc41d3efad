/** Counts the accounts of a shared pool that an answer rests on. */
import type { PoolSenders } from '../snapshot'

/** Counts those of fares at some days to departure, or of the last 30 days. */
export function sendersBehind(
  senders: PoolSenders,
  daysToDeparture: { readonly from: number; readonly to: number } | undefined
): number {
  if (!daysToDeparture) return senders.last30d
  let most = 0
  for (let days = daysToDeparture.from; days <= daysToDeparture.to; days += 1) {
    most = Math.max(most, senders.byDaysToDeparture[days] ?? 0)
  }
  return most
}
