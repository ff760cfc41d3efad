/** Flight Choice Prediction 2.0: returns the offers of the request, each with its choice probability. */
import { z } from 'zod'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { ChoicePrediction } from '../../../models/choice/choice-model'
import type { SearchEvent } from '../../events/event'
import { slateOffer, slateTrip, type TripSlate } from '../../features/choice/slate-offer'
import { createEventReader } from '../../intake/read-event'
import { amadeus } from '../../sources/amadeus/amadeus'
import { AmadeusWarning, warning } from './amadeus-issues'

/** Unknown fields of an offer are returned unchanged. */
const FlightOffer = z.looseObject({ id: z.string(), choiceProbability: z.string().optional() })

export const FlightOffers = z
  .looseObject({
    data: z
      .array(FlightOffer)
      .min(1, 'must contain a flight offer')
      .max(250, 'must contain at most 250'),
    dictionaries: z.unknown().optional(),
  })
  .meta({ id: 'AmadeusFlightOffers' })
export type FlightOffers = z.infer<typeof FlightOffers>

export const FlightChoices = z
  .object({
    warnings: z.array(AmadeusWarning).optional(),
    meta: z.object({ count: z.int() }),
    data: z.array(FlightOffer),
    dictionaries: z.unknown().optional(),
  })
  .meta({ id: 'AmadeusFlightChoices' })
export type FlightChoices = z.infer<typeof FlightChoices>

/** The offers of one trip, among which one traveller chooses. */
export type ChoiceSlate = { readonly offerIds: readonly string[]; readonly asked: TripSlate }

export type ReadOffers = {
  readonly slates: readonly ChoiceSlate[]
  /** The reasons why offers were left out of every slate. */
  readonly problems: readonly string[]
}

export function readFlightOffers(document: FlightOffers, now: number): ReadOffers {
  const { events, problems } = amadeus.read(document, { receivedAt: now, documentId: 'choice' })
  const read = createEventReader({ now, maxClockSkewMs: 0 }, { sender: {}, hashUser: () => '' })
  const slates: ChoiceSlate[] = []
  const unread = problems.map(({ pointer, detail }) => `${pointer} ${detail}`)
  for (const parsed of events.map(read)) {
    if ('refusals' in parsed) unread.push(...parsed.refusals.map(({ detail }) => detail))
    else if (parsed.event.type === 'search') slates.push(slateOf(parsed.event, now))
  }
  return { slates, problems: unread }
}

export function flightChoices(
  { data, dictionaries }: FlightOffers,
  { slates, problems }: ReadOffers,
  predictions: readonly (ChoicePrediction | undefined)[]
): FlightChoices {
  const chances = new Map(
    slates.flatMap(({ offerIds }, slate) =>
      offerIds.map((id, at) => [id, predictions[slate]?.probabilities[at]] as const)
    )
  )
  const warnings = problems.map((problem) => warning('invalid-data', problem))
  return {
    ...(warnings.length > 0 && { warnings }),
    meta: { count: data.length },
    data: data.map((offer) => {
      const chance = chances.get(offer.id)
      return chance === undefined ? offer : { ...offer, choiceProbability: chance.toFixed(4) }
    }),
    ...(dictionaries !== undefined && { dictionaries }),
  }
}

function slateOf(search: SearchEvent, now: number): ChoiceSlate {
  const { origin, destination } = endsOf(search.market)
  const [from, to] = [place(origin)?.country, place(destination)?.country]
  const domestic = from === undefined || to === undefined ? undefined : from === to
  return {
    offerIds: search.offers.map(({ offerId = '' }) => offerId),
    asked: { trip: slateTrip(search, now, domestic), offers: search.offers.map(slateOffer) },
  }
}
