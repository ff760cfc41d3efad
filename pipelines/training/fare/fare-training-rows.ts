/**
 * Training rows as of decision time: the features of an offer are read from its market before the event
 * with the offer is applied, and only from events of the training side. A row never includes its own
 * price, a later price, or a price held out for a test. Offers that the market keeps in quarantine when
 * they arrive have no row: a fault of a feed is no fare to learn.
 */

import type { Market } from '../../../models/airline/market'
import { toMajor } from '../../../models/airline/money'
import type { FeatureValue } from '../../../models/runtime/features'
import type { SearchEvent } from '../../events/event'
import type { Offer } from '../../events/offer'
import { featureRow } from '../../features/fare/fare-features'
import { packBatch } from '../../market/market-batch'
import {
  applyParts,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../market/market-state'

export type Fold = 'train' | 'test'

export type TrainingRow = {
  readonly at: number
  readonly market: Market
  readonly departureDate: string
  readonly cabin: string
  readonly currency: string
  readonly flight: string | undefined
  readonly fold: Fold
  /** Price of the offer, major units; the training target. */
  readonly amount: number
  readonly values: Readonly<Record<string, FeatureValue>>
}

/** Assigns an offer to a side of the split, which decides whether its market state includes it. */
export type Split = {
  fold(event: SearchEvent, offer: Offer): Fold
  /** True for a test on later days, which reads the test days before each row; false for held-out offers. */
  readonly testIsSeenLater: boolean
}

export const NO_SPLIT: Split = { fold: () => 'train', testIsSeenLater: true }

/** Takes events in event-time order; another order would leak later prices into a row. */
export function* trainingRows(
  events: Iterable<SearchEvent>,
  split: Split = NO_SPLIT
): Generator<TrainingRow> {
  const markets = new Map<Market, MarketState>()
  let previous = Number.NEGATIVE_INFINITY
  for (const event of events) {
    if (event.at < previous) {
      throw new Error(`events: must be in event-time order; ${event.id} is before its predecessor`)
    }
    previous = event.at
    const state = markets.get(event.market) ?? createMarketState(event.market)
    markets.set(event.market, state)
    const rows = [...rowsOf(event, state, split)]
    const known = event.offers.filter(
      (offer) => split.testIsSeenLater || split.fold(event, offer) === 'train'
    )
    const batch = packBatch(event.id, [{ ...event, offers: known }])
    const [{ quarantined = [] } = {}] = applyParts(state, batch, event.at)
    const kept = new Set(quarantined.map(({ offer }) => known[offer]))
    yield* rows.filter((_, at) => !kept.has(event.offers[at]))
  }
}

function* rowsOf(event: SearchEvent, state: MarketState, split: Split): Generator<TrainingRow> {
  const snapshot = snapshotOf(state, event.at)
  for (const offer of event.offers) {
    const { market, departureDate, cabin, currency, at } = event
    const { values } = featureRow({
      now: at,
      trip: event,
      itinerary: offer,
      shopper: event.shopper,
      snapshot,
    })
    const amount = toMajor({ amountMinor: offer.amountMinor, currency })
    const fold = split.fold(event, offer)
    yield {
      at,
      market,
      departureDate,
      cabin,
      currency,
      flight: offer.flightNumber,
      fold,
      amount,
      values,
    }
  }
}
