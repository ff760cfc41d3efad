/**
 * A decision: one answer with all it was made of, so that it can be recomputed bit for bit and later
 * held to what happened. It holds what was asked and what was known of a market; who asked is not in it.
 */
import { z } from 'zod'
import { Claims } from './claims'
import { SNAPSHOT_SOURCES } from './snapshot-source'

export const RESOURCES = [
  'price-insight',
  'price-prediction',
  'price-calendar',
  'quote-check',
  'flight-offer-prediction',
  'itinerary-price-metrics',
  'offer-rank',
  'offer-price',
] as const
export type Resource = (typeof RESOURCES)[number]

const RateTable = z.object({
  date: z.string(),
  source: z.string(),
  perEuro: z.record(z.string(), z.number()),
})

const FeatureRow = z.object({
  currency: z.string(),
  /** A value that was not known is left out. */
  values: z.record(z.string(), z.union([z.number(), z.string()])),
})

/** The snapshot that was read: its content lies in the lake once, under its hash. */
const SnapshotRef = z.object({
  /** null when it could not be stored; then the decision can be settled and not replayed. */
  key: z.string().nullable(),
  version: z.number(),
  /** The clock its windows were read at, epoch ms. */
  at: z.number(),
})
export type SnapshotRef = z.infer<typeof SnapshotRef>

/** A task and what it was given: the rows by name, and the numbers as the model saw them. */
const ModelUse = z.object({
  /** "fare@2026-11-20", or "baseline (reason)". */
  name: z.string(),
  rows: z.array(FeatureRow).optional(),
  /** Tensor [rows, inputs], null is missing; absent when a rule answered. */
  inputs: z.array(z.array(z.number().nullable())).optional(),
})

export const DecisionRecord = z.object({
  resource: z.enum(RESOURCES),
  /** Probability with which a decision like it was recorded. */
  propensity: z.number(),
  /** This, `context` and `answer` are JSON, each in the form of its resource. */
  question: z.unknown(),
  /** Made at a clock of its own (`Fareline-Now`): no cron's clock is its clock. */
  simulatedClock: z.boolean().optional(),
  /** How the snapshot was read. */
  source: z.enum(SNAPSHOT_SOURCES),
  /** Absent where nothing was known of the market. */
  snapshot: SnapshotRef.optional(),
  /** The one table that could be used; "not-read" when it did not come in time. */
  rates: z.union([z.array(RateTable), z.literal('not-read')]),
  /** By task: "fare", "outlook", ... */
  models: z.record(z.string(), ModelUse),
  /** Whatever else the answer was computed from, such as the calibration it told. */
  context: z.unknown().optional(),
  answer: z.unknown(),
  claims: Claims,
})
export type DecisionRecord = z.infer<typeof DecisionRecord>
export type ModelUse = z.infer<typeof ModelUse>
