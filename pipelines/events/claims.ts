/**
 * Numeric claims of an answer about a departure, which later observations can settle. Every claim
 * is optional: an answer contains only the claims it stated. Amounts are minor units of the
 * answer's currency.
 */
import { z } from 'zod'
import { IsoDay } from '../../models/airline/calendar'
import { Cabin } from '../../models/airline/trip'

export const ACTIONS = ['buy', 'wait', 'indifferent'] as const
export type Action = (typeof ACTIONS)[number]

const share = z.number().min(0).max(1)

const Conversion = z.object({
  from: z.string(),
  to: z.string(),
  rate: z.number(),
  date: IsoDay,
  source: z.string(),
})

/** The model that produced a claim, as "fare@2026-11-20"; accuracy is measured per model. */
const model = z.string()

const IntervalClaim = z.object({
  model,
  /** The plain rule's fare for the same trip, with which the model is compared. */
  ruleMinor: z.number().optional(),
  /** The rule's own interval of the same level. */
  ruleLowMinor: z.number().optional(),
  ruleHighMinor: z.number().optional(),
  /** Nominal share of fares inside the interval. */
  level: share,
  lowMinor: z.number(),
  midMinor: z.number(),
  highMinor: z.number(),
})

const ForecastClaim = z.object({
  model,
  level: share,
  /** Forecast of the lowest fare for that many UTC days after the decision. */
  days: z.array(
    z.object({
      horizonDays: z.int().positive(),
      lowMinor: z.number(),
      midMinor: z.number(),
      highMinor: z.number(),
      /** The model's own values, where the answer had recalibrated ones. */
      raw: z
        .object({ lowMinor: z.number(), midMinor: z.number(), highMinor: z.number() })
        .optional(),
    })
  ),
})

const AdviceClaim = z.object({
  model,
  action: z.enum(ACTIONS),
  /** UTC day; the last one on which the traveller would buy. */
  deadline: IsoDay,
  /** Least saving that counts as a drop. */
  minSavingMinor: z.number().nonnegative(),
  /** Probability that the fare falls by at least `minSavingMinor` until the deadline. */
  dropProbability: share.optional(),
  /** Probability that the advised action is right. */
  confidence: share.optional(),
  expectedSavingMinor: z.number().optional(),
  expectedRegretMinor: z.number().optional(),
  /** The model's own advice, where the answer had a recalibrated one. */
  raw: z
    .object({
      action: z.enum(ACTIONS),
      confidence: share,
      expectedSavingMinor: z.number(),
    })
    .optional(),
})

export const Claims = z.object({
  /** Fare group whose lowest fares settle the claims; absent where the answer abstained. */
  fares: z
    .object({
      cabin: Cabin,
      roundTrip: z.boolean(),
      currency: z.string(),
      /** The kind of itinerary within the group whose lowest fares settle the claims. */
      kind: z
        .object({
          stops: z.number().optional(),
          airline: z.string().optional(),
          bags: z.number().optional(),
          stayNights: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
  /** Conversion from the currency of those fares to the answer's. */
  conversion: Conversion.optional(),
  /** The lowest fare at the time of the decision, as the answer stated it. */
  lowestMinor: z.number().positive().optional(),
  /** Level of the lowest fare. */
  priceLevel: z.enum(['low', 'typical', 'high']).optional(),
  /** Interval for any offer of the trip, whatever the itinerary. */
  interval: IntervalClaim.optional(),
  forecast: ForecastClaim.optional(),
  advice: AdviceClaim.optional(),
})
export type Claims = z.infer<typeof Claims>
