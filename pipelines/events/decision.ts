/**
 * A decision: one answer with all its inputs, so that it can be recomputed bit for bit and later
 * compared with what happened. It records the question and the market's state; the identity of the
 * shopper is excluded.
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
  'flight-dates',
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
  /** Unknown values are omitted. */
  values: z.record(z.string(), z.union([z.number(), z.string()])),
})

/** Reference to the snapshot read: its content is stored once in the lake, under its hash. */
const SnapshotRef = z.object({
  /** null when it could not be stored; the decision can then be settled but not recomputed. */
  key: z.string().nullable(),
  version: z.number(),
  /** The time at which its windows were read, epoch ms. */
  at: z.number(),
})
export type SnapshotRef = z.infer<typeof SnapshotRef>

/** Stands for JSON that exceeds the bound of a decision: enough to recognise it after a replay. */
export const OmittedJson = z.object({
  omitted: z.object({ bytes: z.number(), digest: z.string() }),
})
export type OmittedJson = z.infer<typeof OmittedJson>

/** A task and its inputs as the model used them: the rows by name, and the numbers of its tensor. */
const ModelUse = z.object({
  /** "fare@2026-11-20", or "baseline (reason)". */
  name: z.string(),
  rows: z.union([z.array(FeatureRow), OmittedJson]).optional(),
  /** Tensor [rows, inputs], null is missing; absent when a baseline answered. */
  inputs: z.union([z.array(z.array(z.number().nullable())), OmittedJson]).optional(),
})

/** "none": the answer reads no market. */
export const DECISION_SOURCES = [...SNAPSHOT_SOURCES, 'none'] as const

/** A market that the answer read beside the first. */
const FurtherRead = z.object({
  market: z.templateLiteral([z.string(), '-', z.string()]),
  source: z.enum(SNAPSHOT_SOURCES),
  snapshot: SnapshotRef.optional(),
})

export const DecisionRecord = z.object({
  resource: z.enum(RESOURCES),
  /** Probability with which such a decision was recorded. */
  propensity: z.number(),
  /** `question`, `context` and `answer` are JSON, each in the form of its resource. */
  question: z.unknown(),
  /**
   * Set when a request chose its own clock (`Fareline-Now`): the scheduled settlement runs on
   * another.
   */
  simulatedClock: z.boolean().optional(),
  /** Source of the snapshot. */
  source: z.enum(DECISION_SOURCES),
  /** Absent where the market had no snapshot. */
  snapshot: SnapshotRef.optional(),
  /** Further markets, such as the way back of a calendar with a stay. */
  furtherReads: z.array(FurtherRead).optional(),
  /** The one applicable table; "not-read" when it did not arrive in time. */
  rates: z.union([z.array(RateTable), z.literal('not-read')]),
  /** By task: "fare", "outlook", ... */
  models: z.record(z.string(), ModelUse),
  /** Other inputs of the answer, such as the calibration it reported. */
  context: z.unknown().optional(),
  /** An `OmittedJson` where the answer is larger than a decision may be. */
  answer: z.unknown(),
  claims: Claims,
})
export type DecisionRecord = z.infer<typeof DecisionRecord>
export type ModelUse = z.infer<typeof ModelUse>
