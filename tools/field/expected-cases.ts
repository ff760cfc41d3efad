/** The expected value of each case. A value lists only the fields that must be equal. */
import { z } from 'zod'
import { FeedMap } from '../../pipelines/sources/csv/feed-csv-map'
import file from './expected.json'

const Fields = z.array(z.record(z.string(), z.unknown()))

export const ExpectedCase = z.strictObject({
  /** Sends each element of the file separately. */
  each: z.boolean().default(false),
  now: z.iso.datetime().default('2026-11-20T12:00:00Z'),
  columns: FeedMap.optional(),
  source: z.string().optional(),
  searches: Fields.optional(),
  refused: Fields.optional(),
  leftOut: Fields.optional(),
  rates: Fields.optional(),
  questions: z
    .array(z.strictObject({ path: z.string(), status: z.int(), has: z.string() }))
    .default([]),
})
export type ExpectedCase = z.infer<typeof ExpectedCase>

export const EXPECTED: ReadonlyMap<string, ExpectedCase> = new Map(
  Object.entries(file).map(([number, value]) => [number, ExpectedCase.parse(value)])
)

/** Compares objects by their expected names, lists by length and place. */
export function differs(expected: unknown, got: unknown): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return true
    return expected.some((each, place) => differs(each, got[place]))
  }
  if (typeof expected !== 'object' || expected === null) return expected !== got
  const fields: Readonly<Record<string, unknown>> =
    typeof got === 'object' && got !== null ? { ...got } : {}
  return Object.entries(expected).some(([name, value]) => differs(value, fields[name]))
}
