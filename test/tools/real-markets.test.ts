/** The quality of answers on real fares. DATA_DIR holds expedia/ and easemytrip/. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, utcDay } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import { toMajor } from '../../models/airline/money'
import {
  datedAt,
  faresInQuestion,
  type InsightQuestion,
} from '../../pipelines/answers/evidence/question'
import { NO_RECORD } from '../../pipelines/answers/evidence/track-record'
import type { PriceInsight } from '../../pipelines/answers/price-insight/insight-types'
import { priceInsight } from '../../pipelines/answers/price-insight/price-insight'
import type { SearchEvent } from '../../pipelines/events/event'
import { createEventReader } from '../../pipelines/intake/read-event'
import { packBatch } from '../../pipelines/market/market-batch'
import {
  applyBatch,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../pipelines/market/market-state'
import { type FareFormat, readFares } from '../../tools/replay/read-fares'

const dataDir = process.env.DATA_DIR

describe.skipIf(dataDir === undefined)('on real fares', () => {
  test('the 30 markets of EaseMyTrip are ok from a week ahead on, in both cabins', async () => {
    const markets = new Map<Market, MarketState>()
    const searches = await searchesOf('easemytrip', 'fares.csv.gz')
    for (const search of searches) count(markets, search)
    const now = (searches.at(-1)?.at ?? 0) + HOUR_MS
    for (const cabin of ['economy', 'business'] as const) {
      for (const days of [7, 14, 30, 45]) {
        const departureDate = utcDay(now + days * DAY_MS)
        const ok = [...markets].filter(([market, state]) => {
          const question = { market, departureDate, cabin, passengers: 1 }
          return answer(state, question, now).status === 'ok'
        })
        expect(ok).toHaveLength(30)
      }
    }
  })

  test('ok on Expedia means that two of five next offers lie in the typical range', async () => {
    const markets = new Map<Market, MarketState>()
    const levels = { low: 0, typical: 0, high: 0 }
    const okMarkets = new Set<Market>()
    for (const search of await searchesOf('expedia', 'itineraries.csv.gz')) {
      const { at, market, departureDate, cabin, currency } = search
      const state = markets.get(market)
      if (state && at > Date.UTC(2022, 6, 20)) {
        const amountMinor = Math.min(...search.offers.map((offer) => offer.amountMinor))
        const price = toMajor({ amountMinor, currency })
        const question = { market, departureDate, cabin, passengers: 1, price }
        const { status, priceLevel } = answer(state, question, at)
        if (status === 'ok' && priceLevel) {
          levels[priceLevel] += 1
          okMarkets.add(market)
        }
      }
      count(markets, search)
    }
    const all = levels.low + levels.typical + levels.high
    // 2026-11-20: 930 answers on 177 of 234 markets, 45 % low, 41 % typical, 13 % high.
    expect(okMarkets.size).toBeGreaterThan(150)
    expect(levels.low / all).toBeCloseTo(0.45, 1)
    expect(levels.typical / all).toBeCloseTo(0.41, 1)
    expect(levels.high / all).toBeCloseTo(0.13, 1)
  })
})

async function searchesOf(format: FareFormat, file: string): Promise<SearchEvent[]> {
  const { events } = await readFares(format, [join(dataDir ?? '', format, file)])
  const clock = { now: Date.UTC(2023, 0), maxClockSkewMs: 0 }
  const read = createEventReader(clock, { sender: {}, hashUser: (user) => user })
  return events.map((wire) => {
    const result = read(wire)
    if (!('event' in result) || result.event.type !== 'search') throw new Error('not a search')
    return result.event
  })
}

function count(markets: Map<Market, MarketState>, search: SearchEvent): void {
  const state = markets.get(search.market) ?? createMarketState(search.market)
  markets.set(search.market, state)
  applyBatch(state, packBatch(search.id, [search]), search.at)
}

type Trip = Omit<InsightQuestion, 'today' | 'daysToDeparture'>

function answer(state: MarketState, trip: Trip, now: number): PriceInsight {
  const question = datedAt(trip, now)
  const snapshotRead = { snapshot: snapshotOf(state, now), source: 'memory' } as const
  return priceInsight(question, {
    ...faresInQuestion(question, snapshotRead, () => undefined),
    snapshotRead,
    rates: [],
    record: NO_RECORD,
    now,
  })
}
