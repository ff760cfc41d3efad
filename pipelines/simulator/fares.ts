/**
 * What a departure costs when somebody looks. An airline climbs its fare ladder as the departure
 * fills; it fills along a booking curve, faster on days and in weeks that many want.
 */
import { dayNumber, daysBetween, type IsoDay } from '../../models/calendar'
import { bell, chance } from './chance'
import type { Flight, SimulatedMarket } from './networks'

/** Steps of the ladder against the usual fare; a departure sells a like share of seats on each. */
const LADDER = [0.58, 0.7, 0.84, 1, 1.2, 1.45, 1.8, 2.3]
const BUSINESS_LEVEL = 3.1
/** By weekday of departure, Monday first: people leave on Fridays and come back on Sundays. */
const WEEKDAY_DEMAND = [1, 0.9, 0.88, 0.97, 1.14, 0.95, 1.12]
/** By month, January first. */
const SEASON_DEMAND = [0.86, 0.88, 0.95, 1.05, 1.02, 1.1, 1.2, 1.22, 1.02, 0.96, 0.88, 1.1]
/** Days over which a departure does most of its filling. */
const FILLING_DAYS = 38
/** Seats an airline shows at most. */
const MOST_SEATS_SHOWN = 9
const SEATS_PER_STEP = 20

export type DepartureFare = {
  /** EUR, whole cents. */
  readonly price: number
  readonly seatsRemaining: number | undefined
}

export function departureFare(
  seed: number,
  { market, usualFare }: SimulatedMarket,
  flight: Flight,
  date: IsoDay,
  business: boolean,
  today: IsoDay
): DepartureFare {
  const name = `${market}/${flight.flightNumber}/${date}`
  const level = business ? BUSINESS_LEVEL : 1
  // Airlines look again at a departure every day, and sometimes step back.
  const mood = bell(seed, `${name}/${today}`) * 0.035
  const climbed = filled(seed, name, date, today) + mood
  const step = Math.max(0, Math.min(LADDER.length - 1, climbed * LADDER.length))
  const price = usualFare * flight.level * level * (LADDER[Math.floor(step)] ?? 1)
  const seatsLeft = 1 + Math.floor((1 - (step % 1)) * SEATS_PER_STEP)
  return {
    price: Math.round(price) - 0.01,
    seatsRemaining: seatsLeft <= MOST_SEATS_SHOWN ? seatsLeft : undefined,
  }
}

/** Share of a departure's seats that is sold, 0 far ahead and about 1 on the day. */
function filled(seed: number, name: string, date: IsoDay, today: IsoDay): number {
  const weekday = (dayNumber(date) + 3) % 7
  const month = Number(date.slice(5, 7)) - 1
  const wanted = (WEEKDAY_DEMAND[weekday] ?? 1) * (SEASON_DEMAND[month] ?? 1)
  const luck = 1 + bell(seed, name) * 0.12
  const head = chance(seed, `${name}/head`) * 0.12
  return head + 0.74 * wanted * luck * Math.exp(-daysBetween(today, date) / FILLING_DAYS)
}
