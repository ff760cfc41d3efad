/**
 * Fares of a departure observed after a decision: its lowest and median fare by UTC day, in the
 * currency of the fares. A market stores 30 observation days, so longer windows are collected over
 * several visits; a later visit may only lower a day's fares.
 */
import { z } from 'zod'
import type { FareDay } from '../market/snapshot'

export const SeenDay = z.object({
  day: z.int(),
  lowestMinor: z.number(),
  medianMinor: z.number(),
})
export type SeenDay = z.infer<typeof SeenDay>

/**
 * Adds days after `decisionDay`; on that day itself, observations before and after the answer
 * cannot be separated.
 */
export function extendPath(
  path: readonly SeenDay[],
  seen: readonly FareDay[],
  decisionDay: number
): SeenDay[] {
  const days = new Map(path.map((each) => [each.day, each]))
  for (const { day, lowestMinor, medianMinor } of seen) {
    if (day <= decisionDay) continue
    const known = days.get(day)
    const lowest = Math.min(lowestMinor, known?.lowestMinor ?? lowestMinor)
    days.set(day, { day, lowestMinor: lowest, medianMinor })
  }
  return [...days.values()].sort((a, b) => a.day - b.day)
}
