/**
 * The record of a choice prediction. It stores the offers as the model sees them, not the body of the
 * request, which may hold up to 2 MB; the answer is the probability of each offer by its id.
 */
import { z } from 'zod'
import { Cabin } from '../../models/airline/trip'
import type { ChoiceSlate, OfferChances } from '../answers/amadeus/amadeus-flight-choice'
import type { RowsUsed } from '../answers/evidence/rows-used'
import type { AnswerRecord } from './answer-record'
import { modelUses } from './model-use'

const number = z.number().optional()
const flag = z.boolean().optional()
const text = z.string().optional()

const Trip = z.object({
  market: z.templateLiteral([z.string(), '-', z.string()]),
  departureDate: z.string(),
  returnDate: text,
  cabin: Cabin,
  passengers: z.number(),
  currency: z.string(),
})

const Offer = z.object({
  amount: z.number(),
  airline: z.string(),
  flight: text,
  lowCost: flag,
  durationMinutes: number,
  stops: number,
  departsMinute: number,
  returnsMinute: number,
  stayMinutes: number,
  bagsIncluded: number,
})

const SlateTrip = z.object({
  daysToDeparture: number,
  returns: z.boolean(),
  sameDay: flag,
  domestic: flag,
  passengers: number,
  stayDays: number,
})

export const StoredChoiceSlates = z.array(
  z.object({
    trip: Trip,
    offerIds: z.array(z.string()),
    slate: z.object({ trip: SlateTrip, offers: z.array(Offer) }),
  })
)

export function flightChoiceRecord(
  slates: readonly [ChoiceSlate, ...ChoiceSlate[]],
  choice: RowsUsed,
  answer: OfferChances
): AnswerRecord {
  const [{ trip }] = slates
  return {
    resource: 'flight-offer-prediction',
    trip,
    question: slates,
    // The model compares the offers with each other and reads no market.
    reads: [{ market: trip.market, snapshot: undefined, source: 'none' }],
    rates: [],
    describe: () => ({ answer, claims: {}, models: modelUses({ choice }) }),
  }
}
