/**
 * The evidence for a version: its losses beside those of the champion and of the plain rule, on the
 * same rows observed after those it was fitted on. Losses are summed by cluster, so that whoever
 * stores the evidence can compute intervals again.
 */
import { z } from 'zod'

/** More clusters are merged; a sum of clusters is a cluster. */
export const MOST_UNITS = 4_000

const sum = z.number().nonnegative()

export const ComparedUnit = z.strictObject({
  /** Rows of the cluster that the rule answers. */
  n: z.int().positive(),
  /** Sums of losses. */
  candidate: sum,
  champion: sum,
  rule: sum,
})
export type ComparedUnit = z.infer<typeof ComparedUnit>

export const Comparison = z
  .strictObject({
    schema: z.literal(1),
    model: z.string(),
    version: z.string(),
    /** The version that was the champion; null where the plain rule answered. */
    champion: z.string().nullable(),
    /** The loss in words. */
    measure: z.string(),
    /** Rows were observed from `from` to `until`; the version was fitted on earlier ones. */
    window: z.strictObject({ from: z.iso.datetime(), until: z.iso.datetime() }),
    /** Where the rows come from, such as "lake of sandbox (test)". */
    data: z.string(),
    units: z.array(ComparedUnit).max(MOST_UNITS),
  })
  .meta({ id: 'Comparison' })
export type Comparison = z.infer<typeof Comparison>

/** One row: where a model has no answer the rule's loss counts, because the rule answers. */
export type ComparedRow = {
  readonly unit: string
  readonly candidate: number | undefined
  readonly champion: number | undefined
  readonly rule: number | undefined
}

/** Rows that the rule cannot answer are left out: nothing would be compared with it. */
export function comparedUnits(
  rows: readonly ComparedRow[],
  bucketOf: (unit: string) => number
): ComparedUnit[] {
  const names = new Set(rows.map(({ unit }) => unit))
  const nameOf = (unit: string) =>
    names.size > MOST_UNITS ? String(bucketOf(unit) % MOST_UNITS) : unit
  const units = new Map<string, ComparedUnit>()
  for (const { unit, candidate, champion, rule } of rows) {
    if (rule === undefined) continue
    const name = nameOf(unit)
    const before = units.get(name) ?? { n: 0, candidate: 0, champion: 0, rule: 0 }
    units.set(name, {
      n: before.n + 1,
      candidate: before.candidate + (candidate ?? rule),
      champion: before.champion + (champion ?? rule),
      rule: before.rule + rule,
    })
  }
  return [...units.values()]
}
