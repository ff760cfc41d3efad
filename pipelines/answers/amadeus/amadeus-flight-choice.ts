/** Flight Choice Prediction 2.0: the offers that were sent, each with the chance that it is taken. */
import { z } from 'zod'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { ChoicePrediction } from '../../../models/choice/choice-model'
import type { SearchEvent } from '../../events/event'
import { type AskedSlate, slateOffer, slateTrip } from '../../features/choice/slate-offer'
import { createEventReader } from '../../intake/read-event'
import { amadeus } from '../../sources/amadeus/amadeus'
import { AmadeusWarning, warning } from './amadeus-issues'

/** As it was sent: whatever else an offer says comes back untouched. */
const FlightOffer = z.looseObject({ id: z.string(), choiceProbability: z.string().optional() })

export const FlightOffers = z
  .looseObject({
    data: z.array(FlightOffer).min(1, 'must hold a flight offer').max(250, 'must hold at most 250'),
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

/** Offers of one trip, which a traveller chooses among. */
export type ChoiceSlate = { readonly offerIds: readonly string[]; readonly asked: AskedSlate }

export type ReadOffers = {
  readonly slates: readonly ChoiceSlate[]
  /** Why offers are in no slate. */
  readonly problems: readonly string[]
}

export function readFlightOffers(document: FlightOffers, now: number): ReadOffers {
  const { events, problems } = amadeus.read(document, { receivedAt: now, documentId: 'choice' })
  const read = createEventReader({ now, maxClockSkewMs: 0 }, { caller: {}, hashUser: () => '' })
  const slates: ChoiceSlate[] = []
  const unread = problems.map(({ pointer, detail }) => `${pointer} ${detail}`)
  for (const reading of events.map(read)) {
    if ('refusals' in reading) unread.push(...reading.refusals.map(({ detail }) => detail))
    else if (reading.event.type === 'search') slates.push(slateOf(reading.event, now))
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
