/** The interface between a model and `npm run evaluate` and `npm run train`. */
import { z } from 'zod'

/** Figures of one model on one data set and split. */
export const Metric = z.object({
  data: z.string(),
  split: z.string(),
  /** Rows the figures were measured on. */
  rows: z.number(),
  train_rows: z.number(),
  /** The recipe, or a baseline by name. */
  model: z.string(),
  values: z.record(z.string(), z.number()),
})
export type Metric = z.infer<typeof Metric>

/** A column of the printed table; `low`, `high` are values `<name>_low` and `<name>_high`. */
export type MetricColumn = {
  readonly name: string
  readonly title: string
  readonly as: 'amount' | 'number' | 'share' | 'between'
}

export type Job = {
  /** The folder given by --data. */
  readonly data: string
  /** Folder of rows between replay and fit; kept and reused when --rows names it. */
  readonly folder: string
  readonly seed: number
  /** Fields of the Python recipe to change, JSON. */
  readonly recipe: string
  say(text: string): void
  /** Counts one written row. */
  row(): void
}

/** Destination and naming of a trained model. */
export type Release = {
  /** Holds `<model>/<version>/` and `<model>/champion.json`. */
  readonly artifacts: string
  /** Golden rows in the form of the features, for the tests. */
  readonly golden: string
  readonly createdAt: string
  /** Composed of day and hash when empty. */
  readonly version: string
}

export type Written = {
  readonly version: string
  readonly onnx_sha256: string
  readonly onnx_bytes: number
}

export type Trainer = {
  readonly model: string
  /** Files below --data that it reads; empty when the simulator is enough. */
  readonly files: readonly string[]
  readonly columns: readonly MetricColumn[]
  /** Refits on the training side of each split; the baselines have rows of their own. */
  evaluate(job: Job): Promise<readonly Metric[]>
  /**
   * Fits on all rows whose licences allow it, checks parity, writes the artifact with these
   * metrics.
   */
  train(job: Job, release: Release, metrics: readonly Metric[]): Promise<Written>
  /** Continues the search for a better recipe on folds inside the training side. */
  search?(job: Job, seconds: number): Promise<unknown>
}
