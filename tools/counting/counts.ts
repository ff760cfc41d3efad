/** Units that a deployment is billed for, as the counting gate adds them up. */
import { z } from 'zod'

export const COUNTED = [
  'requests',
  'queueBatches',
  'crons',
  'logEvents',
  'queueWrites',
  'queueReads',
  'queueDeletes',
  'queueBytes',
  'r2Writes',
  'r2Reads',
  'r2Bytes',
  'kvReads',
  'kvWrites',
  'kvBytes',
  'databaseRowsWritten',
  'databaseRowsRead',
  'objectRequests',
  'objectRowsWritten',
  'objectRowsRead',
  'objectBytes',
] as const

export type Counted = (typeof COUNTED)[number]
export type Counts = Record<Counted, number>

export const CountsText = z.record(z.enum(COUNTED), z.number())

export function noCounts(): Counts {
  return mapCounts(() => 0)
}

export function mapCounts(value: (name: Counted) => number): Counts {
  return CountsText.parse(Object.fromEntries(COUNTED.map((name) => [name, value(name)])))
}

export function sumOf(a: Counts, b: Counts): Counts {
  return mapCounts((name) => a[name] + b[name])
}

export function difference(after: Counts, before: Counts): Counts {
  return mapCounts((name) => after[name] - before[name])
}

export function scaled(counts: Counts, by: number): Counts {
  return mapCounts((name) => counts[name] * by)
}
