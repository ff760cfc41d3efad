/** One claim of a decision, held to what happened. */
import { z } from 'zod'
import { ACTIONS } from '../events/claims'

export const MEASURES = [
  /** The predicted fare's interval against the median offer of the next day on which it was seen. */
  'interval',
  /** A forecast's median and interval against the lowest fare of its day. */
  'forecast',
  /** Whether the lowest fare fell by 5 % or more within a week. */
  'level',
  /** The probability of a drop against whether it came. */
  'drop',
  /** The advised action: "wait" where waiting paid less than buying at once, "buy" where it did not. */
  'advice',
  /** What a traveller who followed the advice paid. */
  'paid',
] as const
export type Measure = (typeof MEASURES)[number]

export const Verdict = z.object({
  measure: z.enum(MEASURES),
  /** The model that made the claim; "" for what is read from the history alone. */
  model: z.string(),
  /** From the decision to the day it speaks of. */
  horizonDays: z.int(),
  /** Censored: too little was seen of it to tell; it counts for neither side. */
  state: z.enum(['settled', 'censored']),
  /** What was said: minor units, or a probability. */
  said: z.number().optional(),
  lowMinor: z.number().optional(),
  highMinor: z.number().optional(),
  /** Share that the interval was to hold. */
  level: z.number().optional(),
  priceLevel: z.enum(['low', 'typical', 'high']).optional(),
  action: z.enum(ACTIONS).optional(),
  confidence: z.number().optional(),
  /** What came: the fare, the lowest fare of the window, what waiting cost, or what was paid. */
  realisedMinor: z.number().optional(),
  /** The lowest fare when it was asked, and the lowest from then to the deadline. */
  nowMinor: z.number().optional(),
  clairvoyantMinor: z.number().optional(),
  /** Held, fell, came, was right, or cost no more than buying at once. */
  hit: z.boolean().optional(),
})
export type Verdict = z.infer<typeof Verdict>
