/**
 * Replays the sessions of an event stream for the choice model: the slate and the affinities at the
 * search, and the choice in the hours after. A click or booking updates affinities when it happens,
 * never before.
 */
import { predictChoice } from '../../../models/choice/baseline-choice'
import type { BookingEvent, ClickEvent, Event, SearchEvent } from '../../events/event'
import type { Offer } from '../../events/offer'
import {
  type Affinities,
  BOOKING_WEIGHT,
  CLICK_WEIGHT,
  createAffinities,
  observeChoice,
} from '../../features/choice/affinities'
import { affinityValues } from '../../features/choice/affinity-features'
import { createPositionBias, expectedWith, observePlace } from '../../features/choice/position-bias'
import { type NamedValues, slateValues } from '../../features/choice/slate-features'
import { slateOffer, slateTrip, type TripSlate } from '../../features/choice/slate-offer'
import type { SlateShopper } from '../../features/choice/traits'

export type ReplayedSession = {
  readonly id: string
  readonly at: number
  readonly market: string
  readonly slate: TripSlate
  /** One record an offer, affinities included. */
  readonly values: readonly NamedValues[]
  /** Position of the booked offer, else of the clicked one; undefined without either. */
  readonly taken: number | undefined
  readonly booked: boolean
}

type OpenSession = {
  readonly event: SearchEvent
  readonly shopper: SlateShopper
  readonly slate: TripSlate
  /** Features of the slate alone; `likings` are the affinities at the search. */
  readonly own: () => readonly NamedValues[]
  readonly likings: readonly NamedValues[]
  taken: number | undefined
  booked: boolean
}

/** Clicks and bookings later than this after a search belong to another session. */
const SESSION_MS = 3 * 3_600_000

/**
 * Takes events in event-time order and yields sessions in the order of their searches. Sessions before
 * `from`, epoch ms, only update affinities.
 */
export function* replayChoices(
  events: Iterable<Event>,
  domestic: (event: SearchEvent) => boolean | undefined,
  from = Number.NEGATIVE_INFINITY
): Generator<ReplayedSession> {
  const affinities = createAffinities()
  const bias = createPositionBias()
  const open = new Map<string, OpenSession>()
  for (const event of events) {
    yield* closeBefore(open, event.at - SESSION_MS, from)
    if (event.type === 'search' && event.offers.length > 0) {
      const reported = event.at >= from
      open.set(event.id, openSession(event, reported ? affinities : undefined, domestic(event)))
    } else if (event.type === 'click' || event.type === 'booking') {
      const session = open.get(event.searchId ?? '')
      if (session) take(session, event)
    }
  }
  yield* closeBefore(open, Number.POSITIVE_INFINITY, from)

  function take(session: OpenSession, event: ClickEvent | BookingEvent): void {
    const place = placeOf(session.event.offers, event.offer)
    if (place < 0) return
    session.taken = place
    session.booked ||= event.type === 'booking'
    const weight = event.type === 'booking' ? BOOKING_WEIGHT : CLICK_WEIGHT
    const { slate, shopper } = session
    const plain = predictChoice(session.own().map((values) => ({ currency: '', values })))
    if (!plain) return
    const expected = expectedWith(bias, plain)
    observeChoice(affinities, { slate, shopper, taken: place, expected, weight, at: event.at })
    observePlace(bias, place, plain, weight)
  }
}

function* closeBefore(
  open: Map<string, OpenSession>,
  at: number,
  from: number
): Generator<ReplayedSession> {
  for (const [id, session] of open) {
    if (session.event.at >= at) return
    open.delete(id)
    if (session.event.at >= from) yield closed(session)
  }
}

function openSession(
  event: SearchEvent,
  affinities: Affinities | undefined,
  domestic: boolean | undefined
): OpenSession {
  const slate = {
    trip: slateTrip(event, event.at, domestic),
    offers: event.offers.map(slateOffer),
  }
  const { country, userHash } = event.shopper
  const shopper = { country, userHash, market: event.market }
  const likings = affinities ? affinityValues(affinities, shopper, slate) : []
  let values: readonly NamedValues[] | undefined
  const own = () => {
    values ??= slateValues(slate)
    return values
  }
  return { event, shopper, slate, own, likings, taken: undefined, booked: false }
}

/** Matches by flight, because the price may have changed between the slate and the booking. */
function placeOf(offers: readonly Offer[], taken: Offer): number {
  return offers.findIndex(
    ({ flightNumber, departureAt }) =>
      flightNumber === taken.flightNumber && departureAt === taken.departureAt
  )
}

function closed({ event, slate, own, likings, taken, booked }: OpenSession): ReplayedSession {
  const values = own().map((each, at) => ({ ...each, ...likings[at] }))
  return { id: event.id, at: event.at, market: event.market, slate, values, taken, booked }
}
