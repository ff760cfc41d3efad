/** The manifest beside the packed levels of a prior: their sources and measured errors. */
import { z } from 'zod'

/** Year and quarter, "2015Q4". */
const Quarter = z.string().regex(/^\d{4}Q[1-4]$/)

export const PRIOR_KINDS = ['observed_pair', 'city_effects', 'distance'] as const
export type PriorKind = (typeof PRIOR_KINDS)[number]

/**
 * Interval by kind of level and whole years after its data; logarithms, added to that of the level.
 */
const IntervalEntry = z.object({
  kind: z.enum(PRIOR_KINDS),
  age_years: z.int(),
  rows: z.int(),
  low: z.number(),
  high: z.number(),
})

const PriceIndex = z.object({
  name: z.string(),
  source: z.string(),
  licence: z.string(),
  values: z.array(z.object({ quarter: Quarter, value: z.number().positive() })).min(1),
})

const Region = z.object({
  name: z.string(),
  /** ISO 3166-1 alpha-2; both ends of a market must lie in them. */
  countries: z.array(z.string().length(2)),
  currency: z.string().length(3),
  /** Definition of the source's fare. */
  fare: z.string(),
  source: z.string(),
  /** Share of all travellers that the source counts; absent for a survey of prices, which counts none. */
  sampled_share: z.number().positive().max(1).optional(),
  from: Quarter,
  to: Quarter,
  /** Quarters that the level is a mean of. */
  base_quarters: z.array(Quarter).min(1),
  cities: z.array(z.object({ name: z.string(), airports: z.array(z.string().length(3)).min(1) })),
  /** Coefficients of models/prior/distance-curve.ts. */
  curve: z.array(z.number()),
  /** Logarithm of each quarter over the year, in order. */
  season: z.array(z.number()).length(4),
  intervals: z.array(IntervalEntry).min(1),
  index: PriceIndex.optional(),
})

export const PriorManifest = z.object({
  schema: z.literal(1),
  model: z.literal('prior'),
  version: z.string(),
  created_at: z.iso.datetime(),
  task: z.string(),
  /** Target coverage of intervals. */
  interval_level: z.number(),
  regions: z.array(Region).min(1),
  training: z.object({
    data: z.array(
      z.object({
        name: z.string(),
        licence: z.string(),
        url: z.url(),
        rows: z.int(),
        from: z.string(),
        to: z.string(),
      })
    ),
    seed: z.int(),
  }),
  metrics: z.array(
    z.object({
      data: z.string(),
      split: z.string(),
      rows: z.int(),
      model: z.string(),
      values: z.record(z.string(), z.number()),
    })
  ),
  levels_bytes: z.int(),
  /** SHA-256 of levels.bin, hex. */
  levels_sha256: z.string(),
})
export type PriorManifest = z.infer<typeof PriorManifest>
export type PriorRegionManifest = z.infer<typeof Region>
