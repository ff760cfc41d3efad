/**
 * What an answer claimed about a departure, in numbers that time can settle. A claim is optional:
 * an answer claims only what it said. Amounts are minor units of the answer's currency.
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

/** The model that made a claim, as "fare@2026-11-20"; measured claims belong to a model. */
const model = z.string()

const IntervalClaim = z.object({
  model,
  /** Share of fares that the interval is to hold. */
  level: share,
  lowMinor: z.number(),
  midMinor: z.number(),
  highMinor: z.number(),
})

const ForecastClaim = z.object({
  model,
  level: share,
  /** The lowest fare that many UTC days after the decision. */
  days: z.array(
    z.object({
      horizonDays: z.int().positive(),
      lowMinor: z.number(),
      midMinor: z.number(),
      highMinor: z.number(),
    })
  ),
})

const AdviceClaim = z.object({
  model,
  action: z.enum(ACTIONS),
  /** UTC; the last day on which the traveller would buy. */
  deadline: IsoDay,
  /** What a drop must at least save. */
  minSavingMinor: z.number().nonnegative(),
  /** That the fare falls by so much until the deadline. */
  dropProbability: share.optional(),
  /** That the action is the right one. */
  confidence: share.optional(),
  expectedSavingMinor: z.number().optional(),
  expectedRegretMinor: z.number().optional(),
})

export const Claims = z.object({
  /** Whose lowest fares settle them; absent where the answer abstained. */
  fares: z.object({ cabin: Cabin, roundTrip: z.boolean(), currency: z.string() }).optional(),
  /** From the currency of those fares to the answer's. */
  conversion: Conversion.optional(),
  /** The lowest fare when it was asked, as the answer told it. */
  lowestMinor: z.number().positive().optional(),
  /** Of the lowest fare. */
  priceLevel: z.enum(['low', 'typical', 'high']).optional(),
  /** Of any offer of the trip, whatever the itinerary. */
  interval: IntervalClaim.optional(),
  forecast: ForecastClaim.optional(),
  advice: AdviceClaim.optional(),
})
export type Claims = z.infer<typeof Claims>
