/**
 * Simulates all flights of one market on one date, from the day they go on sale to departure. Each
 * date draws from its own stream and reads no other date, so its events do not depend on the other
 * markets or on the start of the run.
 */

import { weekdayOf } from '../../../models/airline/local-time'
import { askingLevel, dateLevel } from '../world/daily-demand'
import { poisson, type Stream, stream } from '../world/stream'
import { faultsOn } from './fare-faults'
import type { MarketPlan } from './market-plan'
import { openPricing, type Pricing, priceDay, sellSeats } from './pricing'
import { emptyTally, openTally, type SalesTally } from './sales-tally'
import { drawParty, type Party, type Weighing, weigh } from './shopping'

/** A party that partners observe, at the moment of its search. */
export type SeenParty = {
  readonly party: Party
  /** Unique within the market and date. */
  readonly number: number
  readonly day: number
  /** Time of day as a share, 0 to 1. */
  readonly moment: number
  /** State at the search, by flight. */
  readonly fares: readonly number[]
  readonly seats: readonly number[]
  /** Whether the party decides on a later day. */
  readonly postponed: boolean
}

export type MarketDate = {
  readonly plan: MarketPlan
  readonly date: number
  readonly level: number
  readonly random: Stream
  readonly flights: readonly Pricing[]
  readonly tallies: readonly SalesTally[]
  readonly postponed: { readonly day: number; readonly party: Party; readonly number: number }[]
  readonly weighing: Weighing
  readonly party: Party
  /** Fares of the day on which a stale feed froze, by flight. */
  frozen: readonly number[] | undefined
  parties: number
  sought: number
  booked: number
  refused: number
  left: number
}

/** Share of observed parties that postpone the decision, and the longest postponement. */
const POSTPONES = 0.4
const LONGEST_POSTPONEMENT_DAYS = 6
/** Probability a day of a group request, 30 to 150 days ahead, and the size of the group. */
const GROUP_CHANCE = 0.004
const GROUP_SEATS: readonly [number, number] = [10, 34]
/** Share of booked seats cancelled a day, and of passengers who do not show up. */
const CANCELS = { lowCost: 0.0002, fullService: 0.001 }
const NO_SHOWS = { lowCost: 0.02, fullService: 0.05 }

export function openMarketDate(plan: MarketPlan, date: number): MarketDate {
  const { market } = plan.market
  const random = stream(plan.seed, `${market}/${date}`)
  const weekday = weekdayOf(date)
  const flights = openFlights(plan, weekday, random)
  return {
    plan,
    date,
    level: dateLevel(plan.seed, market, plan.countries, date),
    random,
    flights,
    tallies: flights.map(emptyTally),
    postponed: [],
    weighing: {
      worth: new Float64Array(flights.length),
      utility: new Float64Array(flights.length),
      outside: 0,
      best: -1,
      bestOpen: -1,
    },
    party: { segment: 'leisure', size: 1, worth: 0, likesMinute: 0, local: true },
    frozen: undefined,
    parties: 0,
    sought: 0,
    booked: 0,
    refused: 0,
    left: 0,
  }
}

function openFlights(plan: MarketPlan, weekday: number, random: Stream): Pricing[] {
  const flights: Pricing[] = []
  for (const flight of plan.flights) {
    if (!flight.flight.weekdays.includes(weekday)) continue
    const lead = flights.find((other) => other.plan.flight.airline === flight.flight.airline)
    flights.push(openPricing(flight, lead, random))
  }
  return flights
}

/** Advances by one day; call it for every day from the opening. `see` receives the observed parties. */
export function advance(unit: MarketDate, day: number, see?: (seen: SeenParty) => void): void {
  const daysToDeparture = unit.date - day
  startDay(unit, daysToDeparture)
  freeze(unit, day)
  decidePostponed(unit, day, see)
  arrivals(unit, day, daysToDeparture, see)
  groups(unit, daysToDeparture)
  cancellations(unit, daysToDeparture)
}

function startDay(unit: MarketDate, daysToDeparture: number): void {
  unit.sought = 0
  unit.booked = 0
  unit.refused = 0
  unit.left = 0
  for (let index = 0; index < unit.flights.length; index += 1) {
    const pricing = unit.flights[index]
    const tally = unit.tallies[index]
    if (!pricing || !tally) continue
    priceDay(pricing, unit.plan, daysToDeparture, unit.level, rivalFare(unit, pricing), unit.random)
    openTally(tally, pricing)
  }
}

/** Keeps today's fares for a feed that becomes stale today. */
function freeze(unit: MarketDate, day: number): void {
  for (const { kind, firstDay } of faultsOn(unit.plan, day)) {
    if (kind !== 'frozen_feed' || firstDay !== day) continue
    unit.frozen = unit.tallies.map(({ shownFare }) => shownFare)
  }
}

/** Returns the lowest fare of other airlines; 0 without any. */
function rivalFare({ flights }: MarketDate, { plan }: Pricing): number {
  let lowest = 0
  for (const rival of flights) {
    if (rival.plan.flight.airline === plan.flight.airline || rival.remaining < 1) continue
    if (lowest === 0 || rival.fare < lowest) lowest = rival.fare
  }
  return lowest
}

function arrivals(
  unit: MarketDate,
  day: number,
  daysToDeparture: number,
  see?: (seen: SeenParty) => void
): void {
  const { plan, random, level, party } = unit
  const searches = level * askingLevelOf(plan, day)
  const leisure = searches * plan.parties.leisure * Number(plan.curves.leisure[daysToDeparture])
  const business = searches * plan.parties.business * Number(plan.curves.business[daysToDeparture])
  const count = poisson(random, leisure + business)
  for (let index = 0; index < count; index += 1) {
    drawParty(plan, business / (leisure + business), random, party)
    unit.parties += 1
    const number = unit.parties
    if (random() >= plan.seenShare) {
      weigh(unit.flights, plan, party, random, unit.weighing)
      decide(unit, party)
      continue
    }
    const postponement =
      random() < POSTPONES ? 1 + Math.floor(random() * LONGEST_POSTPONEMENT_DAYS) : 0
    const moment = (index + 1) / (count + 1)
    if (postponement > 0 && postponement <= daysToDeparture) {
      const kept = { ...party }
      unit.postponed.push({ day: day + postponement, party: kept, number })
      // Consumes the draws of a decision without deciding, so that later draws stay the same.
      weigh(unit.flights, plan, kept, random, unit.weighing)
      see?.(seenParty(unit, kept, number, day, moment, true))
    } else meet(unit, { ...party }, number, day, moment, see)
  }
}

function decidePostponed(unit: MarketDate, day: number, see?: (seen: SeenParty) => void): void {
  for (let index = unit.postponed.length - 1; index >= 0; index -= 1) {
    const waiting = unit.postponed[index]
    if (!waiting || waiting.day !== day) continue
    unit.postponed.splice(index, 1)
    meet(unit, waiting.party, waiting.number, day, 0.02 + 0.01 * (index % 20), see)
  }
}

/**
 * Lets an observed party decide twice: as one of the crowd, which moves fares, and by its own
 * preferences, which its session shows (`preferences.ts`).
 */
function meet(
  unit: MarketDate,
  party: Party,
  number: number,
  day: number,
  moment: number,
  see?: (seen: SeenParty) => void
): void {
  weigh(unit.flights, unit.plan, party, unit.random, unit.weighing)
  see?.(seenParty(unit, party, number, day, moment, false))
  decide(unit, party)
}

function seenParty(
  { flights }: MarketDate,
  party: Party,
  number: number,
  day: number,
  moment: number,
  postponed: boolean
): SeenParty {
  return {
    party,
    number,
    day,
    moment,
    fares: flights.map(({ fare }) => fare),
    seats: flights.map(({ remaining }) => remaining),
    postponed,
  }
}

function decide(unit: MarketDate, { size, segment }: Party): void {
  const { best, bestOpen } = unit.weighing
  unit.sought += size
  const wanted = unit.tallies[best]
  if (!wanted) {
    unit.left += size
    return
  }
  if (segment === 'business') wanted.wantedBusiness += size
  else wanted.wantedLeisure += size
  if (bestOpen !== best) wanted.refused += size
  const sold = unit.tallies[bestOpen]
  const pricing = unit.flights[bestOpen]
  if (!sold || !pricing) {
    unit.refused += size
    return
  }
  if (bestOpen === best) sold.accepted += size
  else sold.recaptured += size
  unit.booked += size
  sellSeats(pricing, size)
}

function groups(unit: MarketDate, daysToDeparture: number): void {
  if (daysToDeparture < 30 || daysToDeparture > 150) return
  const { random, flights, tallies } = unit
  if (random() >= GROUP_CHANCE) return
  const index = Math.floor(random() * flights.length)
  const size = Math.floor(GROUP_SEATS[0] + random() * (GROUP_SEATS[1] - GROUP_SEATS[0] + 1))
  const pricing = flights[index]
  const tally = tallies[index]
  // Groups pay low fares: a request is accepted when the lower half of the ladder is open.
  if (!pricing || !tally || pricing.remaining < size) return
  if (pricing.step > pricing.protection.length / 2) return
  tally.groupSeats += size
  sellSeats(pricing, size)
}

function cancellations({ flights, tallies, random }: MarketDate, daysToDeparture: number): void {
  for (let index = 0; index < flights.length; index += 1) {
    const pricing = flights[index]
    const tally = tallies[index]
    if (!pricing || !tally) continue
    const { seats, lowCost } = pricing.plan.flight
    const booked = seats - pricing.remaining
    if (booked === 0) continue
    const share = lowCost ? CANCELS.lowCost : CANCELS.fullService
    tally.cancelled = Math.min(booked, poisson(random, booked * share))
    pricing.remaining += tally.cancelled
    if (daysToDeparture > 0) continue
    const absent = lowCost ? NO_SHOWS.lowCost : NO_SHOWS.fullService
    tally.noShows = Math.min(booked - tally.cancelled, poisson(random, booked * absent))
  }
}

/** Caches the level by day, because all dates of a market share it. */
function askingLevelOf({ seed, market, askingLevels }: MarketPlan, day: number): number {
  const known = askingLevels.get(day)
  if (known !== undefined) return known
  const level = askingLevel(seed, market.market, day)
  askingLevels.set(day, level)
  return level
}
