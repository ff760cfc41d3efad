/**
 * Markets of the sandbox whose behaviour is fixed, to build against: one for each thing that a client
 * must be able to handle. Their airports are real and hardly asked for otherwise.
 */
import type { Market } from '../../models/market'
import { OPENING_DAYS } from './demand'
import { ladderOf } from './ladders'
import type { Script, SimulatedMarket } from './simulated-market'

export type MagicMarket = {
  readonly market: Market
  readonly script: Script
  /** For the API reference. */
  readonly sentence: string
}

/** How long a read of the `slow` market takes with a test key: longer than any budget of ours. */
export const SLOW_MARKET_DELAY_MS = 2_000

export const MAGIC_MARKETS: readonly MagicMarket[] = [
  {
    market: 'FAE-RKV',
    script: 'drops',
    sentence: 'Fares of every departure fall by about 1 % a day until it leaves: waiting pays.',
  },
  {
    market: 'RKV-FAE',
    script: 'rises',
    sentence: 'Fares of every departure rise by about 1 % a day until it leaves: buy now.',
  },
  {
    market: 'GOH-JAV',
    script: 'abstains',
    sentence:
      'One search in ten days is seen: too little to answer, so answers abstain and say why.',
  },
  {
    market: 'JAV-GOH',
    script: 'slow',
    sentence: `Reading this market takes ${SLOW_MARKET_DELAY_MS / 1_000} s with a test key: for deadlines and timeouts.`,
  },
  {
    market: 'SCQ-LEI',
    script: 'anomaly',
    sentence:
      'Of departures 14 to 20 days ahead one airline tells a tenth of its fares: an anomaly to find.',
  },
]

export function magicOf(market: Market): MagicMarket | undefined {
  return MAGIC_MARKETS.find((magic) => magic.market === market)
}

/** A Markdown table for the API reference. */
export function magicMarketsText(): string {
  const rows = MAGIC_MARKETS.map(({ market, sentence }) => `| \`${market}\` | ${sentence} |`)
  return ['| market | with a test key |', '|---|---|', ...rows].join('\n')
}

const USUAL_FARE = 140
const DAILY = [1, 2, 3, 4, 5, 6, 7]

/** Magic markets as the simulator runs them. */
export const MAGIC_NETWORK: readonly SimulatedMarket[] = MAGIC_MARKETS.map(
  ({ market, script }) => ({
    market,
    currency: 'EUR',
    family: 'full_service',
    usualFare: USUAL_FARE,
    pressure: 0.8,
    businessShare: 0.15,
    leisureLead: 42,
    sessionsPerDay: script === 'abstains' ? 0.1 : 12,
    roundTrips: 0,
    countries: new Map([['DK', 1]]),
    flights: [
      flight('GL', '401', '09:10', script),
      flight('GL', '407', '16:45', script),
      flight('RC', '455', '12:30', script),
    ],
    script,
  })
)

/** A step for each day on sale. */
const FINE_STEPS = OPENING_DAYS + 1
const FINE_STEP = 1.01
const FINE_LOWEST = 0.5

function flight(airline: string, number: string, departsAt: string, script: Script) {
  const scripted = script === 'drops' || script === 'rises'
  return {
    flightNumber: `${airline}${number}`,
    airline,
    lowCost: false,
    departsAt,
    stops: 0,
    durationMinutes: 130,
    seats: 120,
    ladder: scripted ? fineLadder() : ladderOf(USUAL_FARE, false, 1),
    weekdays: DAILY,
  }
}

function fineLadder(): number[] {
  return Array.from(
    { length: FINE_STEPS },
    (_, step) => Math.round(USUAL_FARE * FINE_LOWEST * FINE_STEP ** step * 100) / 100
  )
}
