/** Counts of a key's work, by day and operation, and an estimate of what the platform charges for it. */
import { costOf } from './costs'

export type UsageCounts = {
  readonly requests: number
  /** Items of the operation's unit: trips, records. */
  readonly items: number
  readonly units: number
}
/** Counts by operation, since the last report. */
export type UsageReport = Readonly<Record<string, UsageCounts>>
export type UsageRow = UsageCounts & { readonly day: string; readonly operation: string }

export const NO_USAGE: UsageCounts = { requests: 0, items: 0, units: 0 }

export function addUsage(a: UsageCounts, b: UsageCounts): UsageCounts {
  return {
    requests: a.requests + b.requests,
    items: a.items + b.items,
    units: a.units + b.units,
  }
}

/** A request at $0.30 a million, with 5 ms of CPU at $0.02 a million ms. */
const REQUEST_USD = 0.4e-6
/**
 * A record's share of a queue message of 100 (three operations at $0.40 a million), of a call of its
 * market's object ($0.15 a million for 100) and of 0.2 ms of CPU.
 */
const RECORD_USD = 0.0175e-6
/** An answered item takes about 0.2 ms of CPU. */
const ITEM_USD = 0.004e-6

export function estimatedCostUsd({
  operation,
  requests,
  items,
}: UsageCounts & { readonly operation: string }): number {
  const item = costOf(operation).item === 'record' ? RECORD_USD : ITEM_USD
  return requests * REQUEST_USD + items * item
}
