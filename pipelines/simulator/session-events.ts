/** One session as its events, in the order they happened, and what its shopper thought. */
import { DAY_MS, dayOf } from '../../models/calendar'
import type { NativeOffer, NativeTrip } from '../sources/native-event'
import { chance } from './chance'
import type { MarketDate, SeenParty } from './market-date'
import { shopper } from './shoppers'
import type { SimulatedEvent } from './simulated-event'
import type { ShopperTruth } from './truth'

/** Partners show so many of a slate at first. */
const SHOWN = 10
/** Seats an airline shows at most. */
const MOST_SEATS_SHOWN = 9
/** Those who do not book click on what they like best so often. */
const CLICKS_ANYWAY = 0.45
/** Sessions begin in the first 22 hours of a day, so all of one happens on it. */
const LAST_START_MS = 22 * 3_600_000
const BASE_SHARE = 0.72

type Place = { readonly flight: number; readonly offer: NativeOffer }

export function sessionEvents(
  unit: MarketDate,
  seen: SeenParty,
  name: string
): { readonly events: SimulatedEvent[]; readonly truth: ShopperTruth } {
  const { seed, market, origin, destination } = unit.plan
  const id = `sim-${seed}-${name.replaceAll('/', '-')}-${seen.day}`
  const draw = (what: string) => chance(seed, `${id}/${what}`)
  const at = seen.day * DAY_MS + Math.floor((seen.moment * LAST_START_MS) / 1000) * 1000
  const trip = (later: number): NativeTrip => ({
    timestamp: new Date(at + later * 1000).toISOString().replace('.000Z', 'Z'),
    origin_airport: origin,
    destination_airport: destination,
    departure_date: dayOf(unit.date),
    number_of_passengers: seen.party.size,
    currency: market.currency,
    cabin_class: 'economy',
  })
  const who = shopper(seed, name, market.countries)
  const slate = slateOf(unit, seen)
  const offers = slate.map(({ offer }) => offer)
  const ids = { search_id: id }
  const events: SimulatedEvent[] = [{ ...trip(0), ...ids, ...who, price_offers: offers }]
  const shown = offers.slice(0, SHOWN)
  if (shown.length > 0) {
    events.push({
      ...trip(2),
      ...who,
      ...ids,
      type: 'impression',
      impression_id: `${id}-shown`,
      price_offers: shown,
    })
  }
  const choice = placeOf(slate, seen.choice)
  const liked = choice ?? (draw('clicks') < CLICKS_ANYWAY ? likedMost(slate, seen) : undefined)
  const place = liked === undefined ? undefined : slate[liked]
  let after = 10
  if (liked !== undefined && place) {
    after += Math.floor(draw('reads') * 240)
    const click = { ...trip(after), ...who, ...ids, ...place.offer }
    events.push({ ...click, type: 'click', click_id: `${id}-click`, position: liked + 1 })
    const now = seen.fares[place.flight] ?? place.offer.price
    const offer = priced(place.offer, now)
    if (now !== place.offer.price) {
      events.push({
        ...trip(after + 1),
        ...who,
        ...ids,
        ...offer,
        type: 'price_change',
        price_change_id: `${id}-moved`,
        previous_price: place.offer.price,
      })
    }
    if (choice !== undefined) {
      after += 60 + Math.floor(draw('pays') * 900)
      const booking = { ...trip(after), ...who, ...offer, ...ids }
      events.push({ ...booking, type: 'booking', booking_id: `${id}-booking` })
    }
  }
  events.push({
    ...trip(after + 5),
    ...who,
    ...ids,
    type: 'outcome',
    outcome_id: `${id}-outcome`,
    decision_id: `${id}-decision`,
    outcome: ended(choice, liked),
    ...(choice === undefined ? {} : { price: seen.fares[slate[choice]?.flight ?? 0] ?? 0 }),
  })
  return {
    events,
    truth: {
      searchId: id,
      segment: seen.party.segment,
      willingnessToPay: slate.map(({ flight }) => seen.worth[flight] ?? 0),
      utilities: slate.map(({ flight }) => seen.utility[flight] ?? 0),
      choice,
      clicked: liked,
      postponed: seen.postponed,
    },
  }
}

function ended(choice: number | undefined, liked: number | undefined) {
  if (choice !== undefined) return 'booked'
  return liked === undefined ? 'nothing' : 'clicked'
}

/** As shown: cheapest first, without what was sold out in the morning. */
function slateOf(unit: MarketDate, { fares }: SeenParty): Place[] {
  const places: Place[] = []
  for (const [index, { plan }] of unit.flights.entries()) {
    const tally = unit.tallies[index]
    if (!tally || tally.shownSeats < 1) continue
    const { flight } = plan
    const seats = tally.shownSeats
    const offer: NativeOffer = {
      airline: flight.airline,
      flight_number: flight.flightNumber,
      price: tally.shownFare,
      stops: flight.stops,
      duration_minutes: flight.durationMinutes,
      departure_at: `${dayOf(unit.date)}T${flight.departsAt}:00`,
      ...(seats <= MOST_SEATS_SHOWN ? { seats_remaining: seats } : {}),
      bags_included: flight.lowCost ? 0 : 1,
    }
    places.push({ flight: index, offer: priced(offer, tally.shownFare) })
  }
  return places.length <= fares.length
    ? places.sort((a, b) => a.offer.price - b.offer.price)
    : places
}

/** With its parts told again. */
function priced(offer: NativeOffer, price: number): NativeOffer {
  const base = Math.round(price * BASE_SHARE * 100) / 100
  return { ...offer, price, base_price: base, taxes: Math.round((price - base) * 100) / 100 }
}

function placeOf(slate: readonly Place[], flight: number | undefined): number | undefined {
  const place = slate.findIndex((each) => each.flight === flight)
  return place < 0 ? undefined : place
}

function likedMost(slate: readonly Place[], { utility }: SeenParty): number | undefined {
  let best: number | undefined
  for (const [place, { flight }] of slate.entries()) {
    const known = best === undefined ? -Infinity : (utility[slate[best]?.flight ?? 0] ?? -Infinity)
    if ((utility[flight] ?? -Infinity) > known) best = place
  }
  return best
}
