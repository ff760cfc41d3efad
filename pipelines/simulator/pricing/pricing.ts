/**
 * How an airline prices a departure: it forecasts what is still to come, protects seats from low
 * steps (EMSR-b) when it looks again, answers rivals with inertia, and moves its posted step towards
 * that. Advance-purchase rules and what is left of a step close low ones at once.
 */

import { emsrB, lowestOpen } from '../../../models/airline/emsr-b'
import { normal, type Stream } from '../world/stream'
import { FULL_SERVICE, type Habits, LOW_COST, lookEvery, lowestAllowed } from './airline-habits'
import type { FlightPlan, MarketPlan } from './market-plan'

export type Pricing = {
  readonly plan: FlightPlan
  remaining: number
  /** Posted step; its fare is what sells. */
  step: number
  /** Last fare on sale: what a sold-out flight is compared by. */
  fare: number
  /** Natural log of the airline's forecast against the truth of a usual date. */
  belief: number
  /** Seats sold, and expected to be sold so far at the fares posted. */
  sold: number
  expected: number
  /** Steps added because of rivals and sales. */
  shift: number
  /** Days between looks are counted from here, so departures do not move together. */
  readonly phase: number
  readonly protection: Float32Array
  /** The first flight of the same airline on the date: its others follow unless they fill faster. */
  readonly lead: Pricing | undefined
}

/** Deviation of the demand for a step against its mean, beside chance itself. */
const DEMAND_SPREAD = 0.35
/** A flight is priced like the first of its airline unless it should be this many steps dearer. */
const FOLLOWS = 1
/** Bookings after which an airline believes those rather than its forecast. */
const BELIEF_SEATS = 25
export function openPricing(plan: FlightPlan, lead: Pricing | undefined, random: Stream): Pricing {
  const { lowCost, ladder, seats } = plan.flight
  const { optimism, firstError, opens } = lowCost ? LOW_COST : FULL_SERVICE
  const step = Math.min(ladder.length - 1, Math.floor(ladder.length * opens + 2 * random()))
  return {
    plan,
    remaining: seats,
    step,
    fare: ladder[step] ?? 0,
    belief: lead ? lead.belief : optimism + firstError * normal(random),
    sold: 0,
    expected: 0,
    shift: 0,
    phase: Math.floor(random() * 7),
    protection: new Float32Array(ladder.length),
    lead,
  }
}

/** The first thing in a day. `dateLevel` is what the airline knows of the calendar. */
export function priceDay(
  pricing: Pricing,
  market: MarketPlan,
  daysToDeparture: number,
  dateLevel: number,
  rivalFare: number,
  random: Stream
): void {
  const { plan, protection, phase } = pricing
  const { script } = market.market
  if (script === 'drops' || script === 'rises') {
    pricing.step = script === 'drops' ? daysToDeparture : protection.length - 1 - daysToDeparture
    setFare(pricing)
    return
  }
  const habits = plan.flight.lowCost ? LOW_COST : FULL_SERVICE
  if ((daysToDeparture + phase) % lookEvery(habits, daysToDeparture) === 0) {
    look(pricing, market, daysToDeparture, dateLevel, habits, random)
  }
  if (random() < habits.answers) answerRival(pricing, rivalFare, daysToDeparture)
  const allowed = lowestOpen(protection, pricing.remaining)
  if (allowed === undefined) return
  const top = protection.length - 1
  const floor = lowestAllowed(habits, daysToDeparture, top)
  const target = Math.min(top, Math.max(floor, allowed + pricing.shift))
  const { lead } = pricing
  if (lead && lead.remaining > 0 && target <= lead.step + FOLLOWS) pricing.step = lead.step
  else move(pricing, target, daysToDeparture, habits, random)
  pricing.step = Math.max(pricing.step, floor)
  setFare(pricing)
  pricing.expected += expectedToday(pricing, market, daysToDeparture, dateLevel)
}

/** After a sale: a step that is used up gives way to the next at once. */
export function sellSeats(pricing: Pricing, seats: number): void {
  pricing.remaining -= seats
  pricing.sold += seats
  const allowed = lowestOpen(pricing.protection, pricing.remaining)
  if (allowed === undefined || allowed + pricing.shift <= pricing.step) return
  pricing.step = Math.min(pricing.protection.length - 1, allowed + pricing.shift)
  setFare(pricing)
}

function setFare(pricing: Pricing): void {
  pricing.fare = pricing.plan.flight.ladder[pricing.step] ?? pricing.fare
}

function look(
  pricing: Pricing,
  market: MarketPlan,
  daysToDeparture: number,
  dateLevel: number,
  habits: Habits,
  random: Stream
): void {
  const seen = (pricing.sold + BELIEF_SEATS) / (pricing.expected + BELIEF_SEATS)
  const towards = Math.log(seen)
  pricing.belief += 0.12 * (towards - pricing.belief) + habits.lookError * normal(random)

  const { share, worthAtLeast, flight } = pricing.plan
  const forecast = Math.exp(pricing.belief) * dateLevel * share
  const leisure =
    forecast * market.parties.leisure * 1.6 * (market.toCome.leisure[daysToDeparture] ?? 0)
  const business =
    forecast * market.parties.business * 1.08 * (market.toCome.business[daysToDeparture] ?? 0)
  const steps = flight.ladder.length
  let above = 0
  for (let step = steps - 1; step >= 0; step -= 1) {
    const all =
      leisure * (worthAtLeast.leisure[step] ?? 0) + business * (worthAtLeast.business[step] ?? 0)
    const mean = Math.max(0, all - above)
    MEANS[step] = mean
    VARIANCES[step] = mean + (DEMAND_SPREAD * mean) ** 2
    above = all
  }
  emsrB(flight.ladder, MEANS, VARIANCES, pricing.protection)
}

/** Written before each use; ladders are shorter. */
const MEANS = new Float64Array(40)
const VARIANCES = new Float64Array(40)

function expectedToday(
  { plan, step }: Pricing,
  { parties, curves }: MarketPlan,
  daysToDeparture: number,
  dateLevel: number
): number {
  const leisure = parties.leisure * 1.6 * (curves.leisure[daysToDeparture] ?? 0)
  const business = parties.business * 1.08 * (curves.business[daysToDeparture] ?? 0)
  const { worthAtLeast, share } = plan
  return (
    dateLevel *
    share *
    (leisure * (worthAtLeast.leisure[step] ?? 0) + business * (worthAtLeast.business[step] ?? 0))
  )
}

/** Undercut when dearer than usual beside the rival, come back when much cheaper; never in the last days. */
function answerRival(pricing: Pricing, rivalFare: number, daysToDeparture: number): void {
  if (rivalFare === 0 || daysToDeparture < 3) return
  const usual = rivalFare * pricing.plan.premium
  if (pricing.fare > usual * 1.12 && pricing.shift > -2) pricing.shift -= 1
  else if (pricing.fare < usual * 0.85 && pricing.shift < 1) pricing.shift += 1
}

function move(
  pricing: Pricing,
  target: number,
  daysToDeparture: number,
  { upFar, upNear, downFar, downNear, nearDays, double, leap }: Habits,
  random: Stream
): void {
  const away = target - pricing.step
  if (away === 0) return
  const near = Math.exp(-daysToDeparture / nearDays)
  const chance = away > 0 ? upFar + (upNear - upFar) * near : downFar + (downNear - downFar) * near
  const draw = random()
  if (draw >= chance) return
  const size = draw < chance * double ? Math.min(leap, Math.abs(away)) : 1
  pricing.step += Math.sign(away) * size
}
