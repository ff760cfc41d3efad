/**
 * Conformal intervals of levels, from the log errors of held-out fares, by the kind of the level
 * and by its age. Split conformal: of n errors the k-th smallest with k = floor(alpha (n + 1))
 * bounds a new one from below with probability alpha at most.
 */
import type { PriorKind } from '../../../models/prior/prior-manifest'
import type { LevelError } from './level-errors'

export type IntervalEntry = {
  readonly kind: PriorKind
  readonly ageYears: number
  readonly rows: number
  /** Added to the logarithm of the level. */
  readonly low: number
  readonly high: number
}

export const INTERVAL_LEVEL = 0.8

/** Returns entries by kind in the order of their first error, then by age. */
export function intervalsOf(errors: readonly LevelError[]): IntervalEntry[] {
  const groups = Map.groupBy(errors, ({ kind, ageYears }) => `${kind} ${ageYears}`)
  const entries = [...groups.values()].flatMap((group) => intervalOf(group) ?? [])
  return entries.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.ageYears - b.ageYears)
}

/** Undefined where there are too few errors for both bounds. */
export function intervalOf(errors: readonly LevelError[]): IntervalEntry | undefined {
  const [first] = errors
  const logs = Float64Array.from(errors, logError).sort()
  const rank = Math.floor(((1 - INTERVAL_LEVEL) / 2) * (logs.length + 1))
  const [low, high] = [logs[rank - 1], logs[logs.length - rank]]
  if (!first || low === undefined || high === undefined) return undefined
  return { kind: first.kind, ageYears: first.ageYears, rows: logs.length, low, high }
}

export function logError({ actual, predicted }: LevelError): number {
  return Math.log(actual / predicted)
}

export function isCovered(error: LevelError, { low, high }: IntervalEntry): boolean {
  const log = logError(error)
  return log >= low && log <= high
}
