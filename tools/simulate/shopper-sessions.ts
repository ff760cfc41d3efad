/** Simulated shoppers with their slates and their true utilities, in the order of their searches. */

import type { ShopperTruth } from '../../pipelines/simulator/pricing/truth'
import type { SimulatedEvent } from '../../pipelines/simulator/sessions/simulated-event'
import { createSimulation } from '../../pipelines/simulator/simulation'
import type { NativeOffer, NativeSearch } from '../../pipelines/wire/native-event'

export type ShopperSession = {
  readonly id: string
  readonly user: string
  readonly origin: string
  readonly destination: string
  readonly departureDate: string
  readonly currency: string
  readonly offers: readonly NativeOffer[]
  /** Utility of each offer, its random part included; staying at home is 0. */
  readonly utilities: readonly number[]
  /** Whether the shopper only looks this time. */
  readonly postponed: boolean
}

const FROM = '2025-07-01'
const HORIZON_DAYS = 90
/** A slate of one has no order. */
const LEAST_OFFERS = 2

/** Ends after `count` sessions. */
export function* shopperSessions(
  seed: number,
  markets: number,
  count: number
): Generator<ShopperSession> {
  let left = count
  for (const day of createSimulation({ seed, markets, from: FROM, horizonDays: HORIZON_DAYS })) {
    const truths = new Map<string, ShopperTruth>()
    const events = [...day.events]
    for (const truth of day.truth.shoppers) truths.set(truth.searchId, truth)
    for (const event of events) {
      if (!isSearch(event)) continue
      const session = sessionOf(event, truths.get(event.search_id))
      if (!session) continue
      truths.delete(session.id)
      yield session
      left -= 1
      if (left === 0) return
    }
  }
}

function isSearch(event: SimulatedEvent): event is NativeSearch {
  return event.type === undefined || event.type === 'search'
}

function sessionOf(
  event: NativeSearch,
  truth: ShopperTruth | undefined
): ShopperSession | undefined {
  const { user_id, price_offers } = event
  if (!truth || user_id === undefined || price_offers.length < LEAST_OFFERS) return undefined
  return {
    id: event.search_id,
    user: user_id,
    origin: event.origin_airport,
    destination: event.destination_airport,
    departureDate: event.departure_date,
    currency: event.currency,
    offers: price_offers,
    utilities: truth.utilities,
    postponed: truth.postponed,
  }
}
