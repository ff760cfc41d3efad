/** The simulated markets behind the magic markets. */

import type { Script } from '../../../models/airline/sandbox-markets'
import { MAGIC_MARKETS } from '../../../models/airline/sandbox-markets'
import { OPENING_DAYS } from './daily-demand'
import { ladderOf } from './ladders'
import type { Flight, SimulatedMarket } from './simulated-market'

const USUAL_FARE = 140
const DAILY = [1, 2, 3, 4, 5, 6, 7]

/** One step for each day on sale. */
const FINE_STEPS = OPENING_DAYS + 1
const FINE_STEP = 1.01
const FINE_LOWEST = 0.5

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

function flight(airline: string, number: string, departsAt: string, script: Script): Flight {
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
