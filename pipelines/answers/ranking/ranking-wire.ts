/** `POST /v1/offers:rank` and `POST /v1/feedback` on the wire. */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { isCurrentCurrency } from '../../../models/airline/currencies'
import { MAX_NAMED } from '../../intake/body/limits'
import { PATTERNS } from '../../wire/wire-values'
import { type Boost, ORDERS } from './offer-slate'
import { LABELS } from './rank-slate'
import { FEEDBACK_TYPES } from './traveller'
import { TERMS } from './utility'

export const MAX_OFFERS = 1_000
export const MAX_FEEDBACK = 1_000
const MAX_BOOST = 3
const MAX_BOOSTS = 20
/** The most of the expected choices that variety may cost. */
const MAX_DIVERSITY = 0.05

const Place = z
  .string('is required: an IATA code, such as LIS')
  .regex(/^[A-Z]{3}$/, 'must be an IATA code of three capital letters, such as LIS')
const Carrier = z.string().regex(PATTERNS.airline, 'must be an airline code, such as TP')
const Id = z.string().min(1, 'must not be empty').max(128, 'must have at most 128 characters')
const Amount = z
  .string('is required: a decimal amount in major units, such as "234.48"')
  .regex(/^\d{1,10}(\.\d{1,4})?$/, 'must be a decimal amount in major units, such as "234.48"')

export const SlateItem = z
  .object({
    id: Id.meta({ description: 'Unique within the slate; comes back' }),
    price: z.object(
      {
        amount: Amount.meta({ examples: ['234.48'] }),
        currency: z
          .string('is required: an ISO 4217 code, such as EUR')
          .refine(isCurrentCurrency, 'must be a current ISO 4217 code, such as EUR'),
      },
      'is required: an amount and a currency'
    ),
    carrier: z
      .union([Carrier, z.array(Carrier).min(1).max(8)], 'must be an airline code, or several')
      .optional()
      .meta({ description: 'The airline, or those of the itinerary in the order flown' }),
    flight_number: z
      .string()
      .regex(PATTERNS.flightNumber, 'must be a flight number, such as TP203')
      .optional(),
    duration_minutes: z.int().min(15).max(10_000).optional(),
    stops: z.int().min(0).max(10).optional().meta({ description: 'Of all directions' }),
    departure_at: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'must be a local time, such as 2026-12-18T07:40')
      .optional(),
    bags_included: z.int().min(0).max(9).optional(),
  })
  .meta({ id: 'SlateItem' })

const BoostWire = z.object({
  when: z
    .object({ carrier: Carrier.optional(), max_stops: z.int().min(0).optional() })
    .refine((when) => Object.keys(when).length > 0, 'must name a carrier or max_stops'),
  add: z.number().min(-MAX_BOOST).max(MAX_BOOST).meta({
    description: 'Gain in utility; 0.69 doubles the odds of an offer',
  }),
})

export function boostOfWire({ when, add }: z.infer<typeof BoostWire>): Boost {
  return { when: { carrier: when.carrier, maxStops: when.max_stops }, add }
}

export const RankRequest = z
  .object({
    user: Id.optional().meta({ description: 'As in events; stored as a keyed hash' }),
    session: Id.optional().meta({ description: 'Stands in for a user who is not known' }),
    context: z.object({
      origin: Place,
      destination: Place,
      departure_date: IsoDay,
      return_date: IsoDay.optional(),
    }),
    items: z
      .array(z.unknown(), 'is required: the offers of the slate')
      .min(1, 'must hold at least one offer')
      .max(MAX_OFFERS, `must hold at most ${MAX_OFFERS} offers; send the rest as another slate`)
      .meta({ items: { $ref: '#/components/schemas/SlateItem' } }),
    options: z
      .object({
        top_k: z.int().min(1).max(MAX_OFFERS).optional(),
        diversity: z
          .number()
          .min(0)
          .max(MAX_DIVERSITY)
          .default(0)
          .meta({ description: 'Share of expected choices that variety at the top may cost' }),
        filters: z
          .object({
            max_stops: z.int().min(0).optional(),
            max_price: Amount.optional().meta({ description: 'In the currency of the slate' }),
            max_duration_minutes: z.int().min(1).optional(),
            carriers: z.array(Carrier).min(1).max(50).optional(),
            without_carriers: z.array(Carrier).max(50).optional(),
          })
          .default({}),
        boosts: z.array(BoostWire).max(MAX_BOOSTS).default([]),
      })
      .default({ diversity: 0, filters: {}, boosts: [] }),
  })
  .meta({ id: 'RankRequest' })
export type RankRequest = z.infer<typeof RankRequest>

const Reason = z.object({
  code: z.enum(TERMS),
  effect: z.number().meta({ description: 'Utility beside the mean of the slate' }),
})

const RankedItem = z.object({
  id: z.string(),
  rank: z.int(),
  score: z.number().meta({
    description: 'Utility, the same in whatever slate and order the offer is sent',
  }),
  choice_probability: z.number(),
  labels: z.array(z.enum(LABELS)),
  reasons: z.array(Reason).meta({ description: 'The strongest first, at most three' }),
})

const Rejected = z.object({
  index: z.int().meta({ description: 'Position in the request' }),
  id: z.string().optional(),
  detail: z.string(),
  pointer: z.string(),
})

export const RankingAnswer = z
  .object({
    ranking_id: z.string(),
    market: z.string(),
    items: z.array(RankedItem),
    none_probability: z.number().meta({
      description: 'Probability that no offer is taken; with the items it adds up to 1',
    }),
    filtered: z.array(z.string()).meta({ description: 'Ids that the filters left out' }),
    rejected_count: z.int().meta({
      description: `Offers that could not be read, of which \`rejected\` names the first ${MAX_NAMED}`,
    }),
    rejected: z.array(Rejected),
    variant: z
      .object({ experiment_id: z.string(), arm: z.enum(['control', 'treatment']) })
      .nullable()
      .meta({ description: 'Arm of the running experiment; null where none runs' }),
    evidence: z.object({
      choices: z.number().meta({
        description: 'Weight of the clicks and bookings of this traveller that the order rests on',
      }),
      personal: z.boolean().meta({ description: 'Whether the traveller is known at all' }),
      fallback: z.enum(['none', 'without_traveller']).meta({
        description: 'without_traveller: their memory was out of reach, and feedback is not joined',
      }),
    }),
  })
  .meta({ id: 'Ranking' })
export type RankingAnswer = z.infer<typeof RankingAnswer>

export const FeedbackItem = z
  .object({
    type: z.enum(FEEDBACK_TYPES),
    ranking_id: z.string('is required: the ranking_id of an answer').min(1).max(200),
    offer_id: Id,
  })
  .meta({ id: 'FeedbackItem' })
export type FeedbackItem = z.infer<typeof FeedbackItem>

export const FeedbackAnswer = z
  .object({
    accepted: z.int(),
    duplicates: z.int(),
    rejected_count: z.int().meta({
      description: `Entries that were not counted, of which \`rejected\` names the first ${MAX_NAMED}`,
    }),
    rejected: z.array(Rejected.omit({ id: true })),
  })
  .meta({ id: 'FeedbackAnswer' })

export const TreatmentWire = z
  .strictObject({
    order: z
      .enum(ORDERS)
      .optional()
      .meta({ description: 'price: the cheapest first; utility: as without an experiment' }),
    diversity: z.number().min(0).max(MAX_DIVERSITY).optional(),
    boosts: z
      .array(BoostWire)
      .max(MAX_BOOSTS)
      .optional()
      .meta({ description: 'On top of those of a request' }),
  })
  .refine(
    (treatment) => Object.keys(treatment).length > 0,
    'must differ from the control in something'
  )
  .meta({
    id: 'Treatment',
    description: 'How the treatment differs; what is left out stays as sent',
  })
