/** Decisions for tests, and the fares that settle them. */

import { env } from 'cloudflare:workers'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import type { Claims } from '../../pipelines/events/claims'
import type { DecisionEvent, SearchEvent } from '../../pipelines/events/event'
import { packBatch } from '../../pipelines/market/market-batch'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import type { Decision } from '../../workers/isolate/decision-queue'
import { marketObjectName } from '../../workers/storage/market-name'
import { TEST } from './scopes'

export const START = Date.parse('2024-05-06T12:00:00Z')
export const DEPARTURE = utcDay(START + 40 * DAY_MS)

export const CLAIMS: Claims = {
  fares: { cabin: 'economy', roundTrip: false, currency: 'EUR' },
  lowestMinor: 300_00,
  priceLevel: 'low',
  interval: {
    model: 'fare@1',
    level: 0.8,
    lowMinor: 100_00,
    midMinor: 300_00,
    highMinor: 500_00,
  },
  forecast: {
    model: 'outlook@1',
    level: 0.8,
    days: [{ horizonDays: 3, lowMinor: 200_00, midMinor: 280_00, highMinor: 400_00 }],
  },
  advice: {
    model: 'outlook@1',
    action: 'wait',
    deadline: utcDay(START + 5 * DAY_MS),
    minSavingMinor: 20_00,
    dropProbability: 0.7,
    confidence: 0.7,
  },
}

export function decisionEvent(id: string, changes: Partial<DecisionEvent> = {}): DecisionEvent {
  return {
    type: 'decision',
    id,
    at: START,
    receivedAt: START,
    market: 'LIS-JFK',
    departureDate: DEPARTURE,
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    decision: {
      resource: 'price-insight',
      propensity: 1,
      question: {},
      source: 'memory',
      rates: [],
      models: { fare: { name: 'fare@1' }, outlook: { name: 'outlook@1' } },
      answer: {},
      claims: CLAIMS,
    },
    ...changes,
  }
}

/** The form in which a handler passes a decision. */
export function aDecision(id: string, changes: Partial<Decision> = {}): Decision {
  return {
    id,
    resource: 'price-insight',
    scope: TEST,
    trip: {
      market: 'LIS-JFK',
      departureDate: DEPARTURE,
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
    },
    question: {},
    reads: [{ market: 'LIS-JFK', snapshot: undefined, source: 'object' }],
    rates: [],
    describe: () => ({ answer: { decision_id: id }, claims: CLAIMS, models: {} }),
    ...changes,
  }
}

/** Fares of the departure by day; 1 is the day after `START`. */
export async function see(
  fares: Readonly<Record<number, number>>,
  { market = 'LIS-JFK' as const, scope = TEST } = {}
): Promise<void> {
  const object = env.MARKETS.getByName(marketObjectName(market, scope))
  for (const [day, amountMinor] of Object.entries(fares)) {
    const at = START + Number(day) * DAY_MS
    const event: SearchEvent = {
      type: 'search',
      id: `${market}-${day}`,
      at,
      receivedAt: at,
      market,
      departureDate: DEPARTURE,
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [{ airline: 'TP', amountMinor }],
    }
    await object.apply(packBatch(`${market}-${day}-${amountMinor}`, [event]), at)
  }
}

export async function snapshotAt(at: number): Promise<MarketSnapshot | undefined> {
  return env.MARKETS.getByName(marketObjectName('LIS-JFK', TEST)).snapshot(at)
}
