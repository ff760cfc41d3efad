/** Flight Choice Prediction 2.0: returns the offers of the request, each with its choice probability. */
import { z } from 'zod'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Trip } from '../../../models/airline/trip'
import type { ChoiceModel } from '../../../models/choice/choice-model'
import { answerEach } from '../../../models/runtime/answer-each'
import type { SearchEvent } from '../../events/event'
import { slateRows } from '../../features/choice/slate-features'
import { slateOffer, slateTrip, type TripSlate } from '../../features/choice/slate-offer'
import { createEventReader } from '../../intake/read-event'
import { amadeus } from '../../sources/amadeus/amadeus'
import type { RowsUsed } from '../evidence/rows-used'
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
export type ChoiceSlate = {
  readonly trip: Trip
  readonly offerIds: readonly string[]
  readonly slate: TripSlate
}

/** Choice probabilities as decimal text, by offer id. */
export type OfferChances = Readonly<Record<string, string>>

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

/** Offers of an unknown traveller have no affinities. */
export async function predictChoices(
  slates: readonly ChoiceSlate[],
  model: Pick<ChoiceModel, 'name' | 'predict'>
): Promise<{ readonly chances: OfferChances; readonly used: RowsUsed }> {
  const prepared = slates.map(({ offerIds, slate }) => ({ offerIds, rows: slateRows(slate, []) }))
  const answered = await answerEach(
    prepared,
    ({ rows }) => [rows],
    (all) => model.predict(all)
  )
  const chances = answered.flatMap(([{ offerIds }, [prediction]]) =>
    offerIds.flatMap((id, at) => {
      const chance = prediction?.probabilities[at]
      return chance === undefined ? [] : [[id, chance.toFixed(4)] as const]
    })
  )
  const rows = prepared.flatMap((each) => each.rows)
  return { chances: Object.fromEntries(chances), used: { name: model.name, rows } }
}

export function flightChoices(
  { data, dictionaries }: FlightOffers,
  problems: readonly string[],
  chances: OfferChances
): FlightChoices {
  const warnings = problems.map((problem) => warning('invalid-data', problem))
  return {
    ...(warnings.length > 0 && { warnings }),
    meta: { count: data.length },
    data: data.map((offer) => {
      const chance = Object.hasOwn(chances, offer.id) ? chances[offer.id] : undefined
      return chance === undefined ? offer : { ...offer, choiceProbability: chance }
    }),
    ...(dictionaries !== undefined && { dictionaries }),
  }
}

function slateOf(search: SearchEvent, now: number): ChoiceSlate {
  const { origin, destination } = endsOf(search.market)
  const [from, to] = [place(origin)?.country, place(destination)?.country]
  const domestic = from === undefined || to === undefined ? undefined : from === to
  return {
    trip: tripOf(search),
    offerIds: search.offers.map(({ offerId = '' }) => offerId),
    slate: { trip: slateTrip(search, now, domestic), offers: search.offers.map(slateOffer) },
  }
}

function tripOf(search: SearchEvent): Trip {
  const { market, departureDate, returnDate, cabin, passengers, currency } = search
  return { market, departureDate, returnDate, cabin, passengers, currency }
}
