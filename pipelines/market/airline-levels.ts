/**
 * Daily fares of each airline over 30 days. Only the most recently observed airlines are stored.
 */
import { DAY_MS } from '../../models/airline/calendar'
import { claim, createRing, type Ring, visit } from './bounds/ring'
import { evictStalest } from './bounds/stalest'
import type { FareGroupSnapshot } from './snapshot'

export const MAX_AIRLINES = 48
export const AIRLINE_DAYS = 30

export type AirlineLevels = { readonly ring: Ring; readonly airlines: Map<string, AirlineDays> }
export type AirlineDays = {
  lastObservedAt: number
  /** Per slot of the ring: count, sum and lowest fare, minor units. */
  readonly cells: Float64Array
}

const CELL = 3

export function createAirlineLevels(): AirlineLevels {
  return { ring: createRing(DAY_MS, AIRLINE_DAYS), airlines: new Map() }
}

/** Returns the number of evicted airlines. */
export function observeAirline(
  { ring, airlines }: AirlineLevels,
  at: number,
  airline: string,
  amountMinor: number
): number {
  const slot = claim(ring, at, (old) => {
    for (const { cells } of airlines.values()) cells.fill(0, old * CELL, (old + 1) * CELL)
  })
  if (slot === undefined) return 0

  const known = airlines.get(airline)
  const days = known ?? { lastObservedAt: at, cells: new Float64Array(AIRLINE_DAYS * CELL) }
  const { cells } = days
  const cell = slot * CELL
  const count = cells[cell] ?? 0
  const lowest = cells[cell + 2] ?? 0
  cells[cell] = count + 1
  cells[cell + 1] = (cells[cell + 1] ?? 0) + amountMinor
  cells[cell + 2] = count === 0 ? amountMinor : Math.min(lowest, amountMinor)
  days.lastObservedAt = Math.max(days.lastObservedAt, at)
  if (known) return 0
  airlines.set(airline, days)
  return evictStalest(airlines, MAX_AIRLINES).length
}

export function levelsAt(
  { ring, airlines }: AirlineLevels,
  now: number
): FareGroupSnapshot['airlines'] {
  const slots: number[] = []
  visit(ring, now, (slot) => slots.push(slot))
  const levels: Record<string, FareGroupSnapshot['airlines'][string]> = {}
  for (const [airline, { cells }] of airlines) {
    let count = 0
    let sumMinor = 0
    let minMinor = Number.POSITIVE_INFINITY
    for (const slot of slots) {
      const seen = cells[slot * CELL] ?? 0
      if (seen === 0) continue
      count += seen
      sumMinor += cells[slot * CELL + 1] ?? 0
      minMinor = Math.min(minMinor, cells[slot * CELL + 2] ?? minMinor)
    }
    if (count > 0) levels[airline] = { count, meanMinor: sumMinor / count, minMinor }
  }
  return levels
}
