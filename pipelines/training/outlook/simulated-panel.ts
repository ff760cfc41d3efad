/** The simulator's lowest fares as events of a daily morning feed. */
import { DAY_MS, dayNumber, HOUR_MS } from '../../../models/airline/calendar'
import { toMinor } from '../../../models/airline/money'
import type { SearchEvent } from '../../events/event'
import type { PanelRow } from '../../simulator/pricing/panel'
import { createSimulation } from '../../simulator/simulation'
import { randomMarkets } from '../../simulator/world/random-markets'

/** Number of markets by family; low-cost fares change most and give the most information. */
const MARKETS = { low_cost: 6, full_service: 2, mixed: 2 } as const
const MOST_MARKETS = 160
const FROM = '2025-11-09'
const DAYS = 105

export function* simulatedPanel(seed: number): Generator<SearchEvent> {
  const all = randomMarkets(seed, MOST_MARKETS)
  const markets = Object.entries(MARKETS).flatMap(([family, count]) =>
    all.filter((market) => market.family === family).slice(0, count)
  )
  for (const { panel } of createSimulation({
    seed,
    markets,
    from: FROM,
    days: DAYS,
    detail: 'panel',
  })) {
    for (const row of panel) yield eventOf(row)
  }
}

function eventOf({ day, market, departureDate, currency, price, ...row }: PanelRow): SearchEvent {
  // The simulator's panel is observed at 06:00 UTC.
  const at = dayNumber(day) * DAY_MS + 6 * HOUR_MS
  return {
    type: 'search',
    id: `simulated-${market}-${departureDate}-${day}`,
    at,
    receivedAt: at,
    shopper: {},
    market,
    departureDate,
    currency,
    cabin: 'economy',
    passengers: 1,
    offers: [
      {
        airline: row.airline,
        flightNumber: row.flightNumber,
        amountMinor: toMinor(price, currency),
      },
    ],
  }
}
