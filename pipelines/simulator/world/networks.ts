/** The network of `npm start`: ten markets with their flights and their demand. */
import type { Market } from '../../../models/airline/market'
import { ladderOf } from './ladders'
import type { Family, Flight, SimulatedMarket } from './simulated-market'

const LOW_COST_AIRLINES = new Set(['FR', 'W4', 'VY', 'U2', 'HV', 'DY'])
const DAILY = [1, 2, 3, 4, 5, 6, 7]
/** Seats of a flight that its airline sells in this market. */
const LONG_HAUL_SEATS = 260
const SEATS = 160

/** Parses "TP203 10:05 0 490 1.1": flight, local departure, stops, minutes, level relative to the usual fare. */
function flights(usualFare: number, rows: readonly string[]): readonly Flight[] {
  return rows.map((row) => {
    const [flightNumber = '', departsAt = '', stops, minutes, level] = row.split(' ')
    const airline = flightNumber.slice(0, 2)
    const lowCost = LOW_COST_AIRLINES.has(airline)
    return {
      flightNumber,
      airline,
      lowCost,
      departsAt,
      stops: Number(stops),
      durationMinutes: Number(minutes),
      seats: Number(minutes) > 400 && stops === '0' ? LONG_HAUL_SEATS : SEATS,
      ladder: ladderOf(usualFare * Number(level), lowCost, 1),
      weekdays: DAILY,
    }
  })
}

function market(
  name: Market,
  [usualFare, sessionsPerDay, roundTrips, businessShare]: readonly [number, number, number, number],
  countries: Readonly<Record<string, number>>,
  ...rows: readonly string[]
): SimulatedMarket {
  const flown = flights(usualFare, rows)
  return {
    market: name,
    currency: 'EUR',
    family: familyOf(flown),
    usualFare,
    pressure: 1.4,
    businessShare,
    leisureLead: 42,
    sessionsPerDay,
    roundTrips,
    countries: new Map(Object.entries(countries)),
    flights: flown,
  }
}

function familyOf(flown: readonly Flight[]): Family {
  return flown.some(({ lowCost }) => lowCost) ? 'mixed' : 'full_service'
}

export const NETWORK: readonly SimulatedMarket[] = [
  market(
    'LIS-JFK',
    [390, 60, 0.5, 0.2],
    { PT: 5, US: 4, BR: 1 },
    'TP203 10:05 0 490 1',
    'TP209 17:00 0 485 1.05',
    'DL273 11:30 0 495 1.12',
    'IB3103 07:15 1 715 0.86',
    'BA501 07:45 1 740 0.92',
    'AF1025 06:05 1 760 0.88'
  ),
  market(
    'LIS-LHR',
    [115, 45, 0.4, 0.25],
    { PT: 5, GB: 5 },
    'TP1350 07:00 0 165 1',
    'TP1366 16:25 0 165 1.06',
    'BA499 08:25 0 165 1.12',
    'BA503 19:05 0 165 1.15'
  ),
  market(
    'MAD-FCO',
    [85, 40, 0.35, 0.15],
    { ES: 6, IT: 4 },
    'IB3230 08:55 0 150 1.1',
    'UX1047 14:50 0 150 1',
    'AZ61 11:40 0 150 1.08',
    'FR5483 06:10 0 150 0.62',
    'W44062 21:20 0 150 0.66'
  ),
  market(
    'CDG-BCN',
    [92, 45, 0.35, 0.15],
    { FR: 6, ES: 4 },
    'AF1148 09:30 0 110 1.18',
    'AF1648 18:15 0 110 1.25',
    'VY8243 12:50 0 110 0.85',
    'U24305 07:05 0 110 0.74'
  ),
  market(
    'FRA-ARN',
    [140, 30, 0.3, 0.28],
    { DE: 6, SE: 4 },
    'LH800 07:10 0 130 1.05',
    'LH806 16:40 0 130 1.15',
    'SK2672 09:35 0 130 0.95',
    'KL1766 06:30 1 275 0.8'
  ),
  market(
    'AMS-LIS',
    [120, 40, 0.4, 0.16],
    { NL: 6, PT: 4 },
    'KL1693 09:20 0 185 1.12',
    'TP669 13:55 0 185 1',
    'HV5953 06:40 0 185 0.72',
    'U27622 20:05 0 185 0.7'
  ),
  market(
    'DUB-AMS',
    [78, 30, 0.3, 0.15],
    { IE: 6, NL: 4 },
    'EI602 06:50 0 105 1',
    'KL934 11:35 0 105 1.1',
    'FR3102 17:20 0 105 0.64'
  ),
  market(
    'MUC-ATH',
    [135, 30, 0.45, 0.16],
    { DE: 7, GR: 3 },
    'LH1750 10:10 0 155 1.1',
    'A3803 15:35 0 155 0.98',
    'OS112 07:00 1 290 0.82',
    'LX1101 06:55 1 305 0.84'
  ),
  market(
    'CPH-OSL',
    [72, 25, 0.25, 0.25],
    { DK: 5, NO: 5 },
    'SK1454 07:35 0 70 1.05',
    'SK1466 17:10 0 70 1.15',
    'DY943 12:25 0 70 0.82'
  ),
  market(
    'VIE-CDG',
    [110, 30, 0.3, 0.25],
    { AT: 6, FR: 4 },
    'OS411 07:10 0 125 1.05',
    'AF1739 12:40 0 125 1.1',
    'LH1235 06:20 1 260 0.82'
  ),
]
