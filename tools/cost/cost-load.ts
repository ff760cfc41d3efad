/** Searches and questions of a run, and the times at which they are sent. */
import { setTimeout as sleep } from 'node:timers/promises'
import { dayNumberAt, dayOf } from '../../models/airline/calendar'
import { endsOf, type Market } from '../../models/airline/market'
import { chance } from '../../pipelines/simulator/world/chance'
import { postEvents, type Target } from '../server/events-client'

const AIRLINES = ['TP', 'IB', 'AF', 'LH', 'BA', 'KL', 'SK', 'U2', 'FR', 'W6']
const LONGEST_AHEAD = 120

export type Search = { readonly market: Market; readonly id: string; readonly at: number }

/** The line of a search with its offers, as a sender writes it. */
export function searchLine({ market, id, at }: Search, offers: number): string {
  const { origin, destination } = endsOf(market)
  const departure = departureOf(market, id, at)
  return JSON.stringify({
    timestamp: new Date(at).toISOString(),
    search_id: id,
    user_id: `shopper-${Math.floor(chance(3, id) * 100_000)}`,
    origin_airport: origin,
    destination_airport: destination,
    departure_date: departure,
    currency: 'EUR',
    price_offers: Array.from({ length: offers }, (_, offer) => ({
      airline: AIRLINES[offer % AIRLINES.length],
      flight_number: `${AIRLINES[offer % AIRLINES.length]}${100 + offer}`,
      price: Math.round(priceOf(market, departure, offer) * 100) / 100,
      stops: offer % 2,
    })),
  })
}

/** The path of a question about the price of the trip that was searched. */
export function questionPath({ market, id, at }: Search): string {
  const { origin, destination } = endsOf(market)
  const departure = departureOf(market, id, at)
  const trip = `origin=${origin}&destination=${destination}&departure_date=${departure}`
  return `/v1/price-insights?${trip}&price=${Math.round(priceOf(market, departure, 0))}&currency=EUR`
}

/** Posts lines as one request. */
export async function postLines(target: Target, lines: readonly string[]): Promise<string> {
  const posted = await postEvents(target, lines)
  if (posted.accepted !== lines.length) {
    throw new Error(`${posted.accepted} of ${lines.length} events were accepted`)
  }
  return posted.receipt_id
}

export async function ask({ url, key }: Target, path: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  const response = await fetch(new URL(path, url), { headers })
  const body = await response.text()
  if (!response.ok) throw new Error(`${path} returned ${response.status}: ${body.slice(0, 300)}`)
}

/** Starts each piece of work when it is due, whether or not earlier ones have ended. */
export async function atRate(
  count: number,
  perSecond: number,
  work: (index: number) => Promise<unknown>
): Promise<void> {
  const began = performance.now()
  const running: Promise<unknown>[] = []
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    running.push(work(index))
  }
  await Promise.all(running)
}

function departureOf(market: Market, id: string, at: number): string {
  return dayOf(dayNumberAt(at) + 1 + Math.floor(chance(2, `${market}/${id}`) * LONGEST_AHEAD))
}

/** A level of the market and of the day, and a spread between airlines that a reader would believe. */
function priceOf(market: Market, departure: string, offer: number): number {
  const level = 80 + chance(5, market) * 200
  return level * (0.9 + 0.2 * chance(6, `${market}/${departure}`)) * (1 + offer * 0.04)
}
