/**
 * Sessions of an event stream as the choice model meets them: the slate when it was asked for, with
 * likings as they stood then, and what was taken of it in the hours after. Likings learn of a click
 * or booking when it happens, never before.
 */
import { predictChoice } from '../../models/choice/baseline-choice'
import {
  type Affinities,
  BOOKING_WEIGHT,
  CLICK_WEIGHT,
  createAffinities,
  observeChoice,
} from '../choice/affinities'
import { affinityValues } from '../choice/affinity-features'
import { createPositionBias, expectedWith, observePlace } from '../choice/position-bias'
import { type NamedValues, slateValues } from '../choice/slate-features'
import { type AskedSlate, slateOffer, slateTrip } from '../choice/slate-offer'
import type { Asker } from '../choice/traits'
import type { BookingEvent, ClickEvent, Event, SearchEvent } from '../events/event'
import type { Offer } from '../events/offer'

export type ReplayedSession = {
  readonly id: string
  readonly at: number
  readonly market: string
  readonly slate: AskedSlate
  /** One record an offer, likings among them. */
  readonly values: readonly NamedValues[]
  /** Place of the offer booked, else clicked; undefined when neither was. */
  readonly taken: number | undefined
  readonly booked: boolean
}

type OpenSession = {
  readonly event: SearchEvent
  readonly asker: Asker
  readonly slate: AskedSlate
  readonly values: readonly NamedValues[]
  taken: number | undefined
  booked: boolean
}

/** What follows a search later than this belongs to another. */
const SESSION_MS = 3 * 3_600_000

/** Events in event-time order; sessions come in the order they began. */
export function* replayChoices(
  events: Iterable<Event>,
  domestic: (event: SearchEvent) => boolean | undefined
): Generator<ReplayedSession> {
  const affinities = createAffinities()
  const bias = createPositionBias()
  const open = new Map<string, OpenSession>()
  for (const event of events) {
    yield* closeBefore(open, event.at - SESSION_MS)
    if (event.type === 'search' && event.offers.length > 0) {
      open.set(event.id, openSession(event, affinities, domestic(event)))
    } else if (event.type === 'click' || event.type === 'booking') {
      const session = open.get(event.searchId ?? '')
      if (session) take(session, event)
    }
  }
  for (const session of open.values()) yield closed(session)

  function take(session: OpenSession, event: ClickEvent | BookingEvent): void {
    const place = placeOf(session.event.offers, event.offer)
    if (place < 0) return
    session.taken = place
    session.booked ||= event.type === 'booking'
    const weight = event.type === 'booking' ? BOOKING_WEIGHT : CLICK_WEIGHT
    const { slate, asker } = session
    const plain = predictChoice(session.values.map((values) => ({ currency: '', values })))
    if (!plain) return
    const expected = expectedWith(bias, plain)
    observeChoice(affinities, { slate, asker, taken: place, expected, weight, at: event.at })
    observePlace(bias, place, plain, weight)
  }
}

function* closeBefore(open: Map<string, OpenSession>, at: number): Generator<ReplayedSession> {
  for (const [id, session] of open) {
    if (session.event.at >= at) return
    open.delete(id)
    yield closed(session)
  }
}

function openSession(
  event: SearchEvent,
  affinities: Affinities,
  domestic: boolean | undefined
): OpenSession {
  const slate = {
    trip: slateTrip(event, event.at, domestic),
    offers: event.offers.map(slateOffer),
  }
  const { country, userHash } = event.shopper
  const asker = { country, userHash, market: event.market }
  const likings = affinityValues(affinities, asker, slate)
  const values = slateValues(slate).map((each, at) => ({ ...each, ...likings[at] }))
  return { event, asker, slate, values, taken: undefined, booked: false }
}

/** A price may have moved between the slate and the booking, the flight has not. */
function placeOf(offers: readonly Offer[], taken: Offer): number {
  return offers.findIndex(
    ({ flightNumber, departureAt }) =>
      flightNumber === taken.flightNumber && departureAt === taken.departureAt
  )
}

function closed({ event, slate, values, taken, booked }: OpenSession): ReplayedSession {
  return { id: event.id, at: event.at, market: event.market, slate, values, taken, booked }
}
