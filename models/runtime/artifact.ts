/**
 * The manifest that accompanies every ONNX file: the model's inputs, its training data, its
 * measured quality, and golden rows that an engine must reproduce before it may answer.
 */
import { z } from 'zod'

const ManifestInput = z.object({
  name: z.string(),
  kind: z.enum(['number', 'amount', 'category']),
  unit: z.string(),
  /** The position in this list is the model's input; a value outside the list is missing. */
  categories: z.array(z.string()).optional(),
})

/**
 * Conformal calibration: shifts added to outputs, in their own unit, so that intervals reach their
 * stated coverage; grouped by days to departure, measured on later periods than the trees were
 * fitted on.
 */
const Conformal = z.object({
  /** Target coverage of the interval between the outer quantiles. */
  level: z.number(),
  groups: z.array(
    z.object({
      /** Range of days to departure, inclusive. */
      days_from: z.int(),
      days_to: z.int(),
      /** Set where currencies were calibrated separately: restricts the group to its rows. */
      currency: z.string().optional(),
      /** Number of calibration rows. */
      rows: z.int(),
      /** Shift by output name; an output that is not listed is unchanged. */
      shifts: z.record(z.string(), z.number()),
    })
  ),
})

/**
 * Converts scores of a slate to probabilities; fitted on slates that were not used to fit the
 * scores.
 */
const Choice = z.object({
  /** Divisor of scores before the softmax. */
  temperature: z.number().positive(),
  /** Log-odds of taking any offer: constant + slope x log of the sum of exp(score / temperature). */
  outside: z.object({ constant: z.number(), slope: z.number() }).optional(),
})

/**
 * Scale of the isolation score, and its combination with the robust gate
 * (models/anomaly/decode-anomaly.ts).
 */
const Isolation = z.object({
  /** Score of the median training row. */
  usual: z.number(),
  /** Score at which the forest alone would call a row a finding; above `usual`. */
  unusual: z.number(),
  /** Weight of isolation in the mean with the gate, 0-1. */
  weight: z.number(),
  /** The weighted mean at which a row is a finding although the gate alone finds none. */
  finding: z.number().positive(),
})

/** The part of a lake that a version was fitted on. */
export const LakeTraining = z.object({
  account: z.string(),
  mode: z.string(),
  /** Arrival hours, RFC 3339, with the number of hours and of raw objects. */
  hours: z.object({ from: z.string(), to: z.string(), count: z.int(), objects: z.int() }),
  events: z.int(),
  /** Rows before `test_from` were fitted on, rows up to `until` compared. */
  test_from: z.string(),
  until: z.string(),
  /** Commit of the code that computed the features; "+" with changes that are not committed. */
  code_revision: z.string(),
  /** SHA-256 of the columns, names, kinds and units, hex; the first 16 digits. */
  feature_schema: z.string(),
})
export type LakeTraining = z.infer<typeof LakeTraining>

export const Manifest = z.object({
  schema: z.literal(1),
  model: z.string(),
  version: z.string(),
  created_at: z.iso.datetime(),
  task: z.string(),
  target: z.string(),
  /** Levels of the quantile outputs; empty without such outputs. */
  quantiles: z.array(z.number()).default([]),
  /** One float32 tensor `features` [rows, inputs.length]; NaN is missing. */
  inputs: z.array(ManifestInput),
  /** One float32 tensor `outputs` [rows, outputs.length], named in order. */
  outputs: z.array(z.string()),
  /** Units of each currency per model unit, where inputs include amounts. */
  currency_scale: z.record(z.string(), z.number()).default({}),
  conformal: Conformal.optional(),
  choice: Choice.optional(),
  isolation: Isolation.optional(),
  training: z.object({
    data: z.array(
      z.object({
        name: z.string(),
        licence: z.string(),
        /** Address of the data set, for attribution. */
        url: z.url().optional(),
        rows: z.number(),
        from: z.string(),
        to: z.string(),
      })
    ),
    seed: z.number(),
    lake: LakeTraining.optional(),
  }),
  metrics: z.array(
    z.object({
      data: z.string(),
      split: z.string(),
      /** Number of rows the metrics were measured on. */
      rows: z.number(),
      train_rows: z.number().optional(),
      model: z.string(),
      values: z.record(z.string(), z.number()),
    })
  ),
  /**
   * Further fields of the model card: method, columns, notes, targets, cautions, limits
   * (kit/card.py).
   */
  card: z.record(z.string(), z.unknown()).optional(),
  onnx_bytes: z.int().optional(),
  /** SHA-256 of the ONNX file, hex. */
  onnx_sha256: z.string(),
  /**
   * Contributions of each input to an output as computed by the boosters, on the scale of the
   * trees, for the first golden rows: [rows, inputs + 1], the base last (kit/contributions.py).
   */
  contributions: z
    .array(z.object({ output: z.string(), rows: z.array(z.array(z.number())) }))
    .optional(),
  golden: z.object({
    /** null is a missing value */
    features: z.array(z.array(z.number().nullable())),
    outputs: z.array(z.array(z.number())),
  }),
})
export type Manifest = z.infer<typeof Manifest>
