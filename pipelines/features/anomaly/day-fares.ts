/** One airline's fares in a market on one day, collected from the searches that showed them. */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import { toMajor } from '../../../models/airline/money'
import { type FeedSearch, fareKey, groupOf } from './anomaly-feed'

export type SeenFare = {
  /** Natural logarithm of the price in major units. */
  log: number
  /** Market and group of days to departure, see anomaly-feed.ts. */
  readonly market: string
  readonly group: number
}

export type DayFares = {
  /** The day's last price, by departure and flight. */
  readonly fares: Map<string, SeenFare>
  /** Number of searches that showed the airline. */
  shown: number
}

export function createDayFares(): DayFares {
  return { fares: new Map(), shown: 0 }
}

/**
 * Adds one search to the airlines of its market; an airline without an offer in it is not counted
 * as shown.
 */
export function gather(airlines: Map<string, DayFares>, event: FeedSearch): void {
  const seen = new Set<DayFares>()
  const departureDay = dayNumber(event.departureDate)
  const group = groupOf(Math.max(0, departureDay - dayNumberAt(event.at)))
  const lowest = new Set<string>()
  for (const { airline, flightNumber, amountMinor } of event.offers) {
    if (amountMinor <= 0) continue
    const day = airlines.get(airline) ?? createDayFares()
    airlines.set(airline, day)
    seen.add(day)
    const key = fareKey(event, flightNumber)
    const log = Math.log(toMajor({ amountMinor, currency: event.currency }))
    const known = day.fares.get(key)
    // Among several fares of one flight in one search, the lowest counts.
    if (known && lowest.has(`${airline}/${key}`)) known.log = Math.min(known.log, log)
    else day.fares.set(key, { log, market: event.market, group })
    lowest.add(`${airline}/${key}`)
  }
  for (const day of seen) day.shown += 1
}
