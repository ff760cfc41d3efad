/**
 * Converts a market's fares to its reference currency when they are counted, each at the rate of
 * its own day, so that all of them are comparable. The same event and the same tables give the same
 * amount. Without a rate an event retains its currency, and the snapshot counts it as unconverted.
 */
import { type IsoDay, utcDay } from '../../models/airline/calendar'
import { type Conversion, conversionAt, type RateTable } from '../../models/airline/exchange-rates'
import { referenceCurrency } from '../../models/airline/reference-currency'
import type { Event } from '../events/event'

/** Returns undefined when the event's amounts stay as sent. */
export type Exchange = (event: Event) => Conversion | undefined

export const asSent: Exchange = () => undefined

/** Lists the days whose rates the events need; none in a market sold in one currency. */
export function daysToExchange(events: Iterable<Event>): Set<IsoDay> {
  const days = new Set<IsoDay>()
  for (const event of events) {
    if (currencyWanted(event) !== undefined) days.add(utcDay(event.at))
  }
  return days
}

export function exchangeBy(tables: readonly RateTable[]): Exchange {
  const found = new Map<string, Conversion | undefined>()
  return (event) => {
    const to = currencyWanted(event)
    if (to === undefined) return undefined
    const day = utcDay(event.at)
    const key = `${day}:${event.currency}:${to}`
    if (!found.has(key)) found.set(key, conversionAt(tables, day, event.currency, to))
    return found.get(key)
  }
}

/** Only offers of searches become features. */
function currencyWanted({ type, market, currency }: Event): string | undefined {
  if (type !== 'search') return undefined
  const reference = referenceCurrency(market)
  return reference === currency ? undefined : reference
}
