/**
 * The manifest that travels with every ONNX file: what the model eats, what it was trained on, how
 * well it did, and golden rows that an engine must reproduce before it may answer.
 */
import { z } from 'zod'

const ManifestInput = z.object({
  name: z.string(),
  kind: z.enum(['number', 'amount', 'category']),
  unit: z.string(),
  /** Position in this list is the number the model sees; a value outside it is missing. */
  categories: z.array(z.string()).optional(),
})

/**
 * Conformal calibration: what is added to outputs, in their own unit, so that intervals cover what
 * they promise; by days to departure, measured on later stretches than the trees were fitted on.
 */
const Conformal = z.object({
  /** Share an interval of the outer quantiles is to cover. */
  level: z.number(),
  groups: z.array(
    z.object({
      /** Days to departure, both included. */
      days_from: z.int(),
      days_to: z.int(),
      /** Only rows in it, where currencies were calibrated apart. */
      currency: z.string().optional(),
      /** Rows it was measured on. */
      rows: z.int(),
      /** By name of output; an output that is not here stays as it is. */
      shifts: z.record(z.string(), z.number()),
    })
  ),
})

/** How scores of a slate become probabilities; fitted on slates that the scores never saw. */
const Choice = z.object({
  /** Scores are divided by it before the softmax. */
  temperature: z.number().positive(),
  /** Log-odds of taking any offer: constant + slope x log of the sum of exp(score / temperature). */
  outside: z.object({ constant: z.number(), slope: z.number() }).optional(),
})

/** How an isolation score is read, and joined with the robust gate (models/anomaly/decode-anomaly.ts). */
const Isolation = z.object({
  /** Score of the middle row of training. */
  usual: z.number(),
  /** Score at which the forest alone would call a row a finding; above `usual`. */
  unusual: z.number(),
  /** Of isolation in the weighted mean with the gate, 0-1. */
  weight: z.number(),
  /** The mean that makes a finding, where the gate alone makes none. */
  finding: z.number().positive(),
})

export const Manifest = z.object({
  schema: z.literal(1),
  model: z.string(),
  version: z.string(),
  created_at: z.iso.datetime(),
  task: z.string(),
  target: z.string(),
  /** Levels of the quantiles among the outputs, where there are any. */
  quantiles: z.array(z.number()).default([]),
  /** One float32 tensor `features` [rows, inputs.length]; NaN is missing. */
  inputs: z.array(ManifestInput),
  /** One float32 tensor `outputs` [rows, outputs.length], named in order. */
  outputs: z.array(z.string()),
  /** Units of one currency per model unit, where the model eats amounts. */
  currency_scale: z.record(z.string(), z.number()).default({}),
  conformal: Conformal.optional(),
  choice: Choice.optional(),
  isolation: Isolation.optional(),
  training: z.object({
    data: z.array(
      z.object({
        name: z.string(),
        licence: z.string(),
        /** Where it can be had, for the attribution. */
        url: z.url().optional(),
        rows: z.number(),
        from: z.string(),
        to: z.string(),
      })
    ),
    seed: z.number(),
  }),
  metrics: z.array(
    z.object({
      data: z.string(),
      split: z.string(),
      /** Rows the figures were measured on. */
      rows: z.number(),
      train_rows: z.number().optional(),
      model: z.string(),
      values: z.record(z.string(), z.number()),
    })
  ),
  /** What the card says besides: method, columns, notes, targets, cautions, limits (kit/card.py). */
  card: z.record(z.string(), z.unknown()).optional(),
  onnx_bytes: z.int().optional(),
  /** SHA-256 of the ONNX file, hex. */
  onnx_sha256: z.string(),
  /**
   * What the boosters themselves say that each input added to an output, on the scale of its trees;
   * of the first golden rows: [rows, inputs + 1], the base last (kit/contributions.py).
   */
  contributions: z
    .array(z.object({ output: z.string(), rows: z.array(z.array(z.number())) }))
    .optional(),
  golden: z.object({
    /** null is missing */
    features: z.array(z.array(z.number().nullable())),
    outputs: z.array(z.array(z.number())),
  }),
})
export type Manifest = z.infer<typeof Manifest>
