/** Days of simulated markets for a walk under a moving clock: searches to post, and questions. */
import { DAY_MS, dayNumber, MINUTE_MS } from '../../models/airline/calendar'
import { createSimulation } from '../../pipelines/simulator/simulation'
import { randomMarkets } from '../../pipelines/simulator/world/random-markets'
import type { SimulatedMarket } from '../../pipelines/simulator/world/simulated-market'
import type { NativeSearch } from '../../pipelines/wire/native-event'

export type WalkedDay = {
  /** End of the day, epoch ms. */
  readonly clock: number
  readonly lines: readonly string[]
  /** Every trip that was searched, once. */
  readonly trips: readonly Trip[]
}

type Trip = {
  readonly origin: string
  readonly destination: string
  readonly departure_date: string
  readonly return_date?: string | undefined
  readonly cabin: string
  readonly currency: string
}

/** A market of a usual city pair has too few sessions to observe a departure on most days. */
const MORE_SESSIONS = 4
const HORIZON_DAYS = 60

export function busyMarkets(seed: number, count: number): SimulatedMarket[] {
  return randomMarkets(seed, count).map((market) => ({
    ...market,
    sessionsPerDay: market.sessionsPerDay * MORE_SESSIONS,
  }))
}

export function* simulatedDays(
  seed: number,
  markets: readonly SimulatedMarket[],
  { from, days }: { readonly from: string; readonly days: number }
): Generator<WalkedDay> {
  const simulation = createSimulation({ seed, markets, from, days, horizonDays: HORIZON_DAYS })
  for (const { day, events } of simulation) {
    const searches = [...events].filter((event): event is NativeSearch => !('type' in event))
    const sold = searches.filter(({ price_offers }) => price_offers.length > 0)
    const trips = new Map(sold.map((search) => [tripName(search), tripOf(search)]))
    yield {
      clock: (dayNumber(day) + 1) * DAY_MS - MINUTE_MS,
      lines: sold.map((search) => JSON.stringify(search)),
      trips: [...trips.values()].filter(({ departure_date }) => departure_date > day),
    }
  }
}

function tripOf(search: NativeSearch): Trip {
  return {
    origin: search.origin_airport,
    destination: search.destination_airport,
    departure_date: search.departure_date,
    return_date: search.return_date,
    cabin: search.cabin_class ?? 'economy',
    currency: search.currency ?? '',
  }
}

function tripName(search: NativeSearch): string {
  return Object.values(tripOf(search)).join(' ')
}
