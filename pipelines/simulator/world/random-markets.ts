/** Generates markets from a seed: real airports, invented flights. A longer list begins with the shorter. */

import { greatCircleKm } from '../../../models/airline/great-circle'
import { marketOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import { referenceCurrency } from '../../../models/airline/reference-currency'
import { valueAt } from '../../../models/statistics/value-at'
import { HUBS, type Hub, LOW_COST } from './airport-sizes'
import { ladderOf, roundFare, UNITS_PER_EURO } from './ladders'
import type { Family, Flight, SimulatedMarket } from './simulated-market'
import { normal, type Stream, stream } from './stream'

/** Range limit of low-cost carriers' aircraft. */
const LOW_COST_KM = 4_200
const CRUISE_KM_PER_MINUTE = 13.4
const TAXI_MINUTES = 38
/** Seats of a connection that an airline sells in a market. */
const CONNECTING_SEATS = 30
const DAILY = [1, 2, 3, 4, 5, 6, 7]

export function randomMarkets(seed: number, count: number): SimulatedMarket[] {
  const random = stream(seed, 'markets')
  const markets = new Map<string, SimulatedMarket>()
  for (let tries = 0; markets.size < count; tries += 1) {
    if (tries > 200 * count + 10_000)
      throw new Error(`cannot generate ${count} different markets: request fewer`)
    const from = pickHub(random)
    const to = pickHub(random)
    if (from === to || markets.has(marketOf(from.airport, to.airport))) continue
    const market = makeMarket(seed, from, to)
    if (market) markets.set(market.market, market)
  }
  return [...markets.values()]
}

const ALL = HUBS.reduce((sum, { size }) => sum + Math.sqrt(size), 0)

function pickHub(random: Stream): Hub {
  let left = random() * ALL
  for (const hub of HUBS) {
    left -= Math.sqrt(hub.size)
    if (left < 0) return hub
  }
  return HUBS[0] ?? { airport: 'LHR', size: 1, flags: [], region: 'europe' }
}

function makeMarket(seed: number, from: Hub, to: Hub): SimulatedMarket | undefined {
  const market = marketOf(from.airport, to.airport)
  const currency = referenceCurrency(market)
  const origin = place(from.airport)
  const destination = place(to.airport)
  const rate = currency === undefined ? undefined : UNITS_PER_EURO.get(currency)
  if (!currency || rate === undefined || !origin || !destination) return undefined
  const km = greatCircleKm(origin, destination)
  if (km < 250) return undefined
  const random = stream(seed, `market/${market}`)
  const family = familyOf(from, to, km, random())
  const level = (family === 'low_cost' ? 0.6 : 1) * Math.exp(0.22 * normal(random))
  const usualFare = roundFare((38 + 0.62 * km ** 0.78) * level * rate, rate)
  const size = Math.sqrt(from.size * to.size)
  return {
    market,
    currency,
    family,
    usualFare,
    pressure: 1.15 + 0.5 * random(),
    businessShare: family === 'low_cost' ? 0.06 + 0.08 * random() : 0.14 + 0.16 * random(),
    leisureLead: 34 + 26 * random(),
    sessionsPerDay: Math.round(6 + 8 * size * random()),
    roundTrips: 0.25 + 0.3 * random(),
    countries: new Map([
      [origin.country, 6],
      ...(destination.country === origin.country ? [] : [[destination.country, 4] as const]),
    ]),
    flights: makeFlights(from, to, km, { family, usualFare, size, rate }, random),
  }
}

function familyOf(from: Hub, to: Hub, km: number, draw: number): Family {
  if (km > LOW_COST_KM || from.region !== to.region) return 'full_service'
  const flags = from.flags.length + to.flags.length
  if (flags === 0) return 'low_cost'
  if (draw < 0.3) return 'low_cost'
  return draw < 0.55 ? 'full_service' : 'mixed'
}

type Sketch = {
  readonly family: Family
  readonly usualFare: number
  readonly size: number
  readonly rate: number
}

function makeFlights(from: Hub, to: Hub, km: number, sketch: Sketch, random: Stream): Flight[] {
  const flags = [...new Set([...from.flags, ...to.flags])]
  const cheap = LOW_COST[from.region]
  const airlines: { code: string; lowCost: boolean }[] = []
  if (sketch.family !== 'low_cost') {
    const known = flags.length > 0 ? flags : ['LH']
    airlines.push(...known.slice(0, 3).map((code) => ({ code, lowCost: false })))
  }
  if (sketch.family !== 'full_service') {
    const first = Math.floor(random() * cheap.length)
    const many = sketch.family === 'mixed' || random() < 0.35 ? 1 + Math.floor(random() * 2) : 1
    for (let index = 0; index < many; index += 1) {
      airlines.push({ code: valueAt(cheap, (first + index) % cheap.length), lowCost: true })
    }
  }
  const direct = airlines.flatMap(({ code, lowCost }) => {
    const daily = lowCost ? 1 : 1 + Math.floor(random() * Math.min(3, 1 + sketch.size / 3))
    // An airline's own fare level reflects its name and its hub.
    const level = Math.exp((lowCost ? 0.1 : 0.3) * normal(random))
    return Array.from({ length: daily }, () => makeFlight(code, lowCost, km, level, sketch, random))
  })
  return [...direct, ...connections(from, to, km, direct, sketch, random)]
}

/** Generates connections over other hubs: slow, and mostly expensive, as they combine two fares. */
function connections(
  from: Hub,
  to: Hub,
  km: number,
  direct: readonly Flight[],
  sketch: Sketch,
  random: Stream
): Flight[] {
  if (sketch.family === 'low_cost' || km < 400) return []
  const others = HUBS.filter(({ region, flags, airport: code }) => {
    const far = code !== from.airport && code !== to.airport
    return far && (region === from.region || region === to.region) && flags.length > 0
  })
  const flights: Flight[] = []
  const count = Math.floor(random() * (sketch.family === 'mixed' ? 10 : 5))
  for (let index = 0; index < count; index += 1) {
    const airline = others[Math.floor(random() * others.length)]?.flags[0]
    const known = [...direct, ...flights].some((flight) => flight.airline === airline)
    if (airline && !known) flights.push(connection(airline, km, sketch, random))
  }
  return flights
}

function connection(airline: string, km: number, sketch: Sketch, random: Stream): Flight {
  const level = 1.1 + 1.7 * random()
  const flight = makeFlight(airline, false, km, level, sketch, random)
  const waits = 90 + Math.floor(random() * 48) * 5
  return {
    ...flight,
    stops: random() < 0.12 ? 2 : 1,
    durationMinutes: Math.round(TAXI_MINUTES * 2 + (1.15 * km) / CRUISE_KM_PER_MINUTE + waits),
    seats: CONNECTING_SEATS,
  }
}

function makeFlight(
  airline: string,
  lowCost: boolean,
  km: number,
  airlineLevel: number,
  { family, usualFare, rate }: Sketch,
  random: Stream
): Flight {
  const minute = 360 + Math.floor(random() * 190) * 5
  const level = airlineLevel * (lowCost && family === 'mixed' ? 0.52 : 1)
  const usual = usualFare * level * Math.exp(0.05 * normal(random))
  const every =
    lowCost && random() < 0.35
      ? [
          [1, 3, 5, 7],
          [2, 4, 6],
          [1, 5],
        ]
      : [DAILY]
  return {
    flightNumber: `${airline}${100 + Math.floor(random() * 8_900)}`,
    airline,
    lowCost,
    departsAt: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
    stops: 0,
    durationMinutes: Math.round(TAXI_MINUTES + km / CRUISE_KM_PER_MINUTE),
    seats: lowCost ? 180 : 100 + 10 * Math.floor(random() * 10),
    ladder: ladderOf(usual, lowCost, rate),
    weekdays: valueAt(every, Math.floor(random() * every.length)),
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
