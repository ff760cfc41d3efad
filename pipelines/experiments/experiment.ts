/**
 * Experiments on rankings: travellers are divided between two ways of ordering a slate, and the share of
 * those who click or book is compared.
 */
import { z } from 'zod'
import { ORDERS, type RankOptions } from '../answers/ranking/offer-slate'

export const ARMS = ['control', 'treatment'] as const
export type Arm = (typeof ARMS)[number]

export const EXPERIMENT_METRICS = ['click', 'booking'] as const
export type ExperimentMetric = (typeof EXPERIMENT_METRICS)[number]

/** Shifts of the options that a request sends; what is left out stays as sent. */
export const Treatment = z.object({
  order: z.enum(ORDERS).optional(),
  diversity: z.number().optional(),
  boosts: z
    .array(
      z.object({
        when: z.object({ carrier: z.string().optional(), maxStops: z.number().optional() }),
        add: z.number(),
      })
    )
    .optional(),
})
export type Treatment = Readonly<z.infer<typeof Treatment>>

/** The arm that a traveller's ranking was made in. */
export type Variant = { readonly experimentId: string; readonly arm: Arm }

export type Experiment = {
  readonly id: string
  readonly name: string
  readonly metric: ExperimentMetric
  /** Share of travellers in the treatment. */
  readonly share: number
  /** How the treatment differs; the control is the request as it is sent. */
  readonly treatment: Treatment
  /** Epoch ms. */
  readonly startedAt: number
  /** Epoch ms; undefined while it runs. */
  readonly stoppedAt: number | undefined
}

/** Options of a ranking in an arm: boosts of the treatment come on top of those sent. */
export function optionsIn(arm: Arm, { treatment }: Experiment, sent: RankOptions): RankOptions {
  if (arm === 'control') return sent
  const { order = sent.order, diversity = sent.diversity, boosts = [] } = treatment
  return { ...sent, order, diversity, boosts: [...sent.boosts, ...boosts] }
}
