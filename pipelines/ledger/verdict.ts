/** One claim of a decision, compared with what happened. */
import { z } from 'zod'
import { ACTIONS } from '../events/claims'

export const MEASURES = [
  /** The predicted fare's interval against the median offer of the next observed day. */
  'interval',
  /** The plain rule's interval for the same trip against the same offer. */
  'rule',
  /** A forecast's median and interval against the lowest fare of its day. */
  'forecast',
  /** Whether the lowest fare fell by 5 % or more within a week. */
  'level',
  /** The probability of a drop against its occurrence. */
  'drop',
  /** The advised action: "wait" where waiting paid less than buying at once, "buy" where it did not. */
  'advice',
  /** The price paid by a traveller who followed the advice. */
  'paid',
] as const
export type Measure = (typeof MEASURES)[number]

export const Verdict = z.object({
  measure: z.enum(MEASURES),
  /** The model behind the claim; "" for a claim computed from the history alone. */
  model: z.string(),
  /** Days from the decision to the day of the claim. */
  horizonDays: z.int(),
  /** Censored: too few observations to decide; it counts neither as right nor as wrong. */
  state: z.enum(['settled', 'censored']),
  /** The claimed value: minor units, or a probability. */
  said: z.number().optional(),
  /** The plain rule's fare beside a predicted one. */
  ruleMinor: z.number().optional(),
  lowMinor: z.number().optional(),
  highMinor: z.number().optional(),
  /** Nominal coverage of the interval. */
  level: z.number().optional(),
  priceLevel: z.enum(['low', 'typical', 'high']).optional(),
  action: z.enum(ACTIONS).optional(),
  confidence: z.number().optional(),
  /**
   * The observed value: the fare, the lowest fare of the window, the cost of waiting, or the price
   * paid.
   */
  realisedMinor: z.number().optional(),
  /**
   * `nowMinor` is the lowest fare at the decision, `clairvoyantMinor` the lowest from then to the
   * deadline.
   */
  nowMinor: z.number().optional(),
  clairvoyantMinor: z.number().optional(),
  /**
   * Whether the interval covered, the drop occurred, the level or advice was right, or following it
   * cost no more than buying at once.
   */
  hit: z.boolean().optional(),
})
export type Verdict = z.infer<typeof Verdict>
