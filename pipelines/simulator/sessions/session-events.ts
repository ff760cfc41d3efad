/** Generates the events of one session in time order, with the preferences of its shopper. */

import { DAY_MS, dayOf } from '../../../models/airline/calendar'
import type { Cabin } from '../../../models/airline/trip'
import { valueAt } from '../../../models/statistics/value-at'
import type { Outcome } from '../../events/event'
import type { NativeShopper, NativeTrip } from '../../wire/native-event'
import { personOf, shopperOf } from '../people/shoppers'
import { type Taste, tasteOf } from '../people/tastes'
import type { MarketDate, SeenParty } from '../pricing/market-date'
import type { ShopperTruth } from '../pricing/truth'
import { chance } from '../world/chance'
import { stream } from '../world/stream'
import { type Preferences, preferencesOf } from './preferences'
import type { SimulatedEvent } from './simulated-event'
import { type Place, priced, slateOf } from './slate'

/** Number of offers of a slate on the first page. */
const SHOWN = 10
/** Probability that a shopper who does not book clicks the preferred offer. */
const CLICKS_ANYWAY = 0.45
/** Sessions begin in the first 22 hours of a day, so that each ends on the same day. */
const LAST_START_MS = 22 * 3_600_000
/** Share of lookers on work trips who search the business cabin. */
const BUSINESS_CABIN = 0.3

/** Returns the cheapest return fare after a stay; undefined when that date is not observed. */
export type BackFare = (stayNights: number) => number | undefined

type Session = {
  readonly id: string
  readonly at: number
  readonly trip: (secondsLater: number) => NativeTrip & NativeShopper & { search_id: string }
  readonly slate: readonly Place[]
  readonly taste: Taste
  readonly preferences: Preferences
  readonly draw: (what: string) => number
}

export function sessionEvents(
  unit: MarketDate,
  seen: SeenParty,
  name: string,
  backFare: BackFare
): { readonly events: SimulatedEvent[]; readonly truth: ShopperTruth } {
  const session = beginSession(unit, seen, name, backFare)
  const { id, trip, slate, taste, preferences, draw } = session
  const offers = slate.map(({ offer }) => offer)
  const events: SimulatedEvent[] = [{ ...trip(0), price_offers: offers }]
  if (offers.length > 0) {
    const shown = { type: 'impression', impression_id: `${id}-shown` } as const
    events.push({ ...trip(2), ...shown, price_offers: offers.slice(0, SHOWN) })
  }
  const choice = seen.postponed ? undefined : choiceOf(slate, preferences)
  const liked = choice ?? (draw('clicks') < CLICKS_ANYWAY ? likedMost(preferences) : undefined)
  const { paid, seconds } = decide(session, choice, liked, events)
  const ended = { type: 'outcome', outcome_id: `${id}-outcome` } as const
  events.push({
    ...trip(seconds + 5),
    ...ended,
    decision_id: `${id}-decision`,
    outcome: outcomeOf(choice, liked),
    ...(paid === undefined ? {} : { price: paid }),
  })
  return {
    events,
    truth: {
      searchId: id,
      segment: seen.party.segment,
      taste,
      willingnessToPay: slate.map(
        ({ beside, factor }, place) =>
          Math.round((valueAt(preferences.worth, place) * factor + beside) * 100) / 100
      ),
      leanings: preferences.leanings,
      utilities: preferences.utilities,
      choice,
      clicked: liked,
      postponed: seen.postponed,
    },
  }
}

function beginSession(
  unit: MarketDate,
  seen: SeenParty,
  name: string,
  backFare: BackFare
): Session {
  const { seed, market, origin, destination } = unit.plan
  const id = sessionId(seed, `${name}/${seen.day}/${seen.number}`)
  // Preferences are constant between the sessions of a shopper; the events of a session are drawn anew.
  const wish = (what: string) => chance(seed, `${name}/${what}`)
  const cabin: Cabin =
    seen.postponed && seen.party.segment === 'business' && wish('cabin') < BUSINESS_CABIN
      ? 'business'
      : 'economy'
  const nights = 2 + Math.floor(wish('stay') ** 2 * 13)
  const back = wish('return') < market.roundTrips ? backFare(nights) : undefined
  const at = seen.day * DAY_MS + Math.floor((seen.moment * LAST_START_MS) / 1000) * 1000
  const { party } = seen
  const person = personOf(seed, name, market.countries, party.segment)
  const who = shopperOf(seed, person)
  const taste = tasteOf(seed, person, party.segment)
  const slate = slateOf(unit, seen, cabin, back ?? 0)
  return {
    id,
    at,
    slate,
    taste,
    preferences: preferencesOf(
      unit.plan,
      { person, taste, party },
      slate,
      stream(seed, `${id}/thinks`)
    ),
    draw: (what) => chance(seed, `${id}/${what}`),
    trip: (later) => ({
      timestamp: new Date(at + later * 1000).toISOString().replace('.000Z', 'Z'),
      search_id: id,
      ...who,
      origin_airport: origin,
      destination_airport: destination,
      departure_date: dayOf(unit.date),
      ...(back === undefined ? {} : { return_date: dayOf(unit.date + nights) }),
      number_of_passengers: seen.party.size,
      currency: market.currency,
      cabin_class: cabin,
    }),
  }
}

/** The id does not reveal whether the shopper decides or only looks; only the ground truth does. */
function sessionId(seed: number, name: string): string {
  const half = (part: string) => Math.floor(chance(seed, `${part}/${name}`) * 2 ** 32).toString(36)
  return `sim-${half('first')}-${half('second')}`
}

/** Generates the click, the price change at the click and the booking, with the paid price and times. */
function decide(
  { id, trip, slate, draw }: Session,
  choice: number | undefined,
  liked: number | undefined,
  events: SimulatedEvent[]
): { readonly paid: number | undefined; readonly seconds: number } {
  const place = liked === undefined ? undefined : slate[liked]
  if (liked === undefined || !place) return { paid: undefined, seconds: 10 }
  const reads = 10 + Math.floor(draw('reads') * 240)
  const clicked = { type: 'click', click_id: `${id}-click`, position: liked + 1 } as const
  events.push({ ...trip(reads), ...place.offer, ...clicked })
  const offer = priced(place.offer, place.now)
  if (place.now !== place.offer.price) {
    const moved = { type: 'price_change', price_change_id: `${id}-moved` } as const
    events.push({ ...trip(reads + 1), ...offer, ...moved, previous_price: place.offer.price })
  }
  if (choice === undefined) return { paid: undefined, seconds: reads }
  const seconds = reads + 60 + Math.floor(draw('pays') * 900)
  events.push({ ...trip(seconds), ...offer, type: 'booking', booking_id: `${id}-booking` })
  return { paid: offer.price, seconds }
}

function outcomeOf(choice: number | undefined, liked: number | undefined): Outcome {
  if (choice !== undefined) return 'booked'
  return liked === undefined ? 'nothing' : 'clicked'
}

/** Returns the open offer of greatest utility above staying at home. */
function choiceOf(slate: readonly Place[], { utilities }: Preferences): number | undefined {
  return greatest(
    utilities.map((each, place) => (slate[place]?.open && each > 0 ? each : -Infinity))
  )
}

function likedMost({ utilities }: Preferences): number | undefined {
  return greatest(utilities)
}

function greatest(values: readonly number[]): number | undefined {
  const most = Math.max(...values)
  return most > -Infinity ? values.indexOf(most) : undefined
}
