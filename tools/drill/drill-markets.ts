/** Searches of any number of markets, over airports that are known. */
import { dayNumberAt, dayOf } from '../../models/airline/calendar'

const AIRPORTS = (
  'LIS OPO MAD BCN CDG ORY LHR LGW AMS FRA MUC ZRH GVA VIE FCO MXP CPH ARN OSL HEL DUB BRU ' +
  'WAW PRG BUD ATH IST JFK EWR BOS ORD MIA LAX SFO SEA YYZ YUL GRU EZE NRT HND ICN SIN BKK DXB DOH'
).split(' ')

export function createMarkets(markets: number, eventsPerMarket: number, now: number) {
  const pairs = AIRPORTS.flatMap((origin) =>
    AIRPORTS.flatMap((destination) => (origin === destination ? [] : [`${origin}-${destination}`]))
  )
  const names = pairs.slice(0, markets)
  const departure = dayOf(dayNumberAt(now) + 30)
  const lines = names.flatMap((name, market) =>
    Array.from({ length: eventsPerMarket }, (_, n) =>
      JSON.stringify({
        search_id: `drill-${name}-${n}`,
        timestamp: new Date(now - n * 60_000).toISOString(),
        origin_airport: name.slice(0, 3),
        destination_airport: name.slice(4),
        departure_date: departure,
        currency: 'EUR',
        price_offers: Array.from({ length: 5 }, (_, offer) => ({
          airline: 'TP',
          flight_number: `TP${100 + offer}`,
          price: 100 + ((market * 31 + n * 7 + offer * 13) % 400),
        })),
      })
    )
  )
  return { names, lines, departure }
}
