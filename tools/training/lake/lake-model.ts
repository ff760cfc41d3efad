/**
 * The interface between a model and training from the lake. The artifact is fitted on rows before
 * `testFrom`; trials after it compare it with the champion and the plain rule on the same rows, and
 * the version that was compared is the one that may be promoted.
 */

import type { HostedModel, ModelSession } from '../../../models/runtime/hosted-model'
import type { Event } from '../../../pipelines/events/event'
import { hash32 } from '../../../pipelines/training/hash'
import type { RowFiles } from '../kit/parquet-rows'

export type Window = {
  /** Rows before it are fitted on, rows from it on are compared; epoch ms. */
  readonly testFrom: number
  /** The end of the lake; epoch ms. */
  readonly until: number
}

/** Rows that a fit needs, beside those that the lake has. */
export type Need = { readonly rows: string; readonly found: number; readonly least: number }

/** Losses of one predictor, in the order of the trials; undefined where it has no answer. */
export type Losses = readonly (number | undefined)[]

export type Trials = {
  /** The cluster of each trial: a market and departure date, a session, a market and day. */
  readonly units: readonly string[]
  ofSession(session: ModelSession): Promise<Losses>
  ofRule(): Promise<Losses>
}

export type LakeRows = {
  readonly files: RowFiles
  readonly rows: number
  readonly needs: readonly Need[]
  readonly trials: Trials
}

export type LakeModel = {
  readonly model: string
  /** The package under fareline_training. */
  readonly python: string
  /** The loss in words, for the comparison. */
  readonly measure: string
  write(events: readonly Event[], window: Window, folder: string): Promise<LakeRows>
}

/** Rows of every file name this data set. */
export const LAKE_DATA = 'lake'

/** Trials of a hosted model: `losses` scores its port. The rule is its baseline unless given. */
export function trialsOf<Port extends { readonly name: string }>(
  hosted: HostedModel<Port>,
  units: readonly string[],
  losses: (port: Port) => Promise<Losses>,
  rule: () => Promise<Losses> = () => losses(hosted.baseline('plain rule'))
): Trials {
  return { units, ofSession: (session) => losses(hosted.serve(session)), ofRule: rule }
}

/**
 * A quarter of the departures from `testFrom` on is never fitted on and alone is compared, so that no
 * departure is on both sides; the rest keeps the far days to departure in training.
 */
export function isHeldOut(market: string, departureDate: string, { testFrom }: Window): boolean {
  if (Date.parse(departureDate) < testFrom) return false
  return hash32(`${market}/${departureDate}`) % 4 === 0
}

/** More trials than this are thinned evenly. */
const MOST_TRIALS = 20_000

export function thinned<Trial>(trials: readonly Trial[]): readonly Trial[] {
  const step = Math.ceil(trials.length / MOST_TRIALS)
  return step <= 1 ? trials : trials.filter((_, index) => index % step === 0)
}
