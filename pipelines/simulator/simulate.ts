/**
 * A small market simulator: searches and bookings of the days up to `now`, as their senders would
 * post them, in event-time order. The same seed and `now` make the same events.
 */
import { DAY_MS, dayNumber, dayOf, HOUR_MS, type IsoDay, utcDay } from '../../models/calendar'
import { endsOf } from '../../models/market'
import type { Cabin } from '../../models/trip'
import type { NativeBooking, NativeEvent, NativeOffer, NativeSearch } from '../sources/native-event'
import { chance, pick } from './chance'
import { departureFare } from './fares'
import { NETWORK, type SimulatedMarket } from './networks'
import { shopper } from './shoppers'

export type Simulation = { readonly seed: number; readonly now: number; readonly days: number }

/** Searches by hour of day, UTC: quiet nights, a long evening. */
const BY_HOUR = new Map(
  [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 9, 9, 8, 8, 8, 9, 11, 13, 14, 12, 8, 4].map(
    (weight, hour) => [hour, weight] as const
  )
)
/** Searches by weekday of asking, Monday first. */
const BY_WEEKDAY = [1.12, 1.1, 1.05, 1, 0.88, 0.82, 1.03]
const PASSENGERS = new Map([
  [1, 62],
  [2, 28],
  [3, 5],
  [4, 5],
])
/** Mean days between asking and leaving; nobody asks further ahead than MOST_DAYS_AHEAD. */
const MEAN_DAYS_AHEAD = 34
const MOST_DAYS_AHEAD = 180
/** Searches that end in a booking, and how often that takes the cheapest offer. */
const LOOK_TO_BOOK = 0.03
const BOOKS_CHEAPEST = 0.6

export function simulate({ seed, now, days }: Simulation): NativeEvent[] {
  const today = dayNumber(utcDay(now))
  const events: NativeEvent[] = []
  for (let day = today - days; day <= today; day += 1) {
    for (const market of NETWORK) {
      for (let index = 0; index < searchesOn(seed, market, day); index += 1) {
        const search = searchFor(seed, market, day, index)
        events.push(search, ...bookingsFrom(seed, search))
      }
    }
  }
  return events
    .map((event) => ({ at: Date.parse(event.timestamp), event }))
    .filter(({ at }) => at > now - days * DAY_MS && at <= now)
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event)
}

function searchesOn(seed: number, { market, searchesPerDay }: SimulatedMarket, day: number) {
  const usual = searchesPerDay * (BY_WEEKDAY[(day + 3) % 7] ?? 1)
  return Math.round(usual * (0.8 + 0.4 * chance(seed, `${market}/${day}/searches`)))
}

function searchFor(seed: number, from: SimulatedMarket, day: number, index: number): NativeSearch {
  const name = `${from.market}/${day}/${index}`
  const draw = (what: string) => chance(seed, `${name}/${what}`)
  const hour = pick(BY_HOUR, draw('hour')) ?? 12
  const at = day * DAY_MS + hour * HOUR_MS + Math.floor(draw('second') * 3600) * 1000
  const today = dayOf(day)
  const departure = day + daysAhead(draw('ahead'))
  const stayNights = 2 + Math.floor(draw('stay') ** 2 * 13)
  const returns = draw('return') < from.roundTrips
  const cabin: Cabin = draw('cabin') < from.businessShare ? 'business' : 'economy'
  const { origin, destination } = endsOf(from.market)
  return {
    timestamp: instant(at),
    search_id: `sim-${seed}-${name.replaceAll('/', '-')}`,
    ...shopper(seed, name, from.countries),
    origin_airport: origin,
    destination_airport: destination,
    departure_date: dayOf(departure),
    ...(returns ? { return_date: dayOf(departure + stayNights) } : {}),
    number_of_passengers: pick(PASSENGERS, draw('passengers')) ?? 1,
    currency: 'EUR',
    cabin_class: cabin,
    price_offers: slate(seed, from, today, dayOf(departure), returns ? stayNights : 0, cabin),
  }
}

/** More people ask for next month than for next season. */
function daysAhead(draw: number): number {
  const days = 1 - Math.log(1 - draw) * MEAN_DAYS_AHEAD
  return Math.floor(Math.min(days, MOST_DAYS_AHEAD))
}

/** Every flight of the day, cheapest first; a return costs both ways, a little less together. */
function slate(
  seed: number,
  market: SimulatedMarket,
  today: IsoDay,
  date: IsoDay,
  stayNights: number,
  cabin: Cabin
): NativeOffer[] {
  const business = cabin === 'business'
  const offers = market.flights.map((flight): NativeOffer => {
    const out = departureFare(seed, market, flight, date, business, today)
    const backDate = dayOf(dayNumber(date) + stayNights)
    const back = departureFare(seed, market, flight, backDate, business, today)
    const price = stayNights === 0 ? out.price : out.price + back.price * 0.9
    return {
      airline: flight.airline,
      flight_number: flight.flightNumber,
      price: Math.round(price * 100) / 100,
      stops: flight.stops,
      duration_minutes: flight.durationMinutes,
      departure_at: `${date}T${flight.departsAt}`,
      ...(out.seatsRemaining === undefined ? {} : { seats_remaining: out.seatsRemaining }),
      bags_included: business ? 2 : 0,
    }
  })
  return offers.sort((a, b) => a.price - b.price)
}

function bookingsFrom(seed: number, search: NativeSearch): NativeBooking[] {
  const { search_id, price_offers, ...trip } = search
  const draw = (what: string) => chance(seed, `${search_id}/${what}`)
  if (draw('books') >= LOOK_TO_BOOK) return []
  const choice =
    draw('cheapest') < BOOKS_CHEAPEST ? 0 : Math.floor(draw('which') * price_offers.length)
  const offer = price_offers[choice]
  if (!offer) return []
  const minutes = 2 + Math.floor(draw('minutes') * 28)
  const booking: NativeBooking = {
    ...trip,
    ...offer,
    type: 'booking',
    booking_id: `${search_id}-booking`,
    search_id,
    timestamp: instant(Date.parse(search.timestamp) + minutes * 60_000),
  }
  return [booking]
}

function instant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
