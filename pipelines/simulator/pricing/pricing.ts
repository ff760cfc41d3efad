/**
 * Prices a departure as an airline does: at each review it forecasts the demand to come, protects
 * seats from low steps (EMSR-b), responds to rivals with inertia, and moves its posted step towards
 * the target. Advance-purchase rules and sold-out steps close low steps at once.
 */

import { emsrB, lowestOpen } from '../../../models/airline/emsr-b'
import { normal, type Stream } from '../world/stream'
import { FULL_SERVICE, type Habits, LOW_COST, lookEvery, lowestAllowed } from './airline-habits'
import type { FlightPlan, MarketPlan } from './market-plan'

export type Pricing = {
  readonly plan: FlightPlan
  remaining: number
  /** The posted step, at whose fare seats are sold. */
  step: number
  /** The last fare on sale, at which a sold-out flight is compared. */
  fare: number
  /** Natural logarithm of the airline's forecast over the true demand of a usual date. */
  belief: number
  /** Seats sold so far, and seats expected to be sold at the posted fares. */
  sold: number
  expected: number
  /** Steps added because of rivals and sales. */
  shift: number
  /** Offset of the review days, so that departures do not change together. */
  readonly phase: number
  readonly protection: Float32Array
  /** The airline's first flight on the date; its other flights follow it unless they fill faster. */
  readonly lead: Pricing | undefined
}

/** Relative deviation of the demand for a step, in addition to Poisson noise. */
const DEMAND_SPREAD = 0.35
/** A flight follows the first of its airline unless its own target is this many steps higher. */
const FOLLOWS = 1
/** Number of bookings after which an airline trusts them more than its forecast. */
const BELIEF_SEATS = 25
export function openPricing(plan: FlightPlan, lead: Pricing | undefined, random: Stream): Pricing {
  const { lowCost, ladder, seats } = plan.flight
  const { optimism, firstError, opens } = lowCost ? LOW_COST : FULL_SERVICE
  const step = Math.min(ladder.length - 1, Math.floor(ladder.length * opens + 2 * random()))
  return {
    plan,
    remaining: seats,
    step,
    fare: Number(ladder[step]),
    belief: lead ? lead.belief : optimism + firstError * normal(random),
    sold: 0,
    expected: 0,
    shift: 0,
    phase: Math.floor(random() * 7),
    protection: new Float32Array(ladder.length),
    lead,
  }
}

/** Sets the day's price before any sale. `dateLevel` is the calendar's effect known to the airline. */
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

/** Records a sale; when a step is sold out, the next one is posted at once. */
export function sellSeats(pricing: Pricing, seats: number): void {
  pricing.remaining -= seats
  pricing.sold += seats
  const allowed = lowestOpen(pricing.protection, pricing.remaining)
  if (allowed === undefined || allowed + pricing.shift <= pricing.step) return
  pricing.step = Math.min(pricing.protection.length - 1, allowed + pricing.shift)
  setFare(pricing)
}

function setFare(pricing: Pricing): void {
  pricing.fare = Number(pricing.plan.flight.ladder[pricing.step])
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
    forecast * market.parties.leisure * 1.6 * Number(market.toCome.leisure[daysToDeparture])
  const business =
    forecast * market.parties.business * 1.08 * Number(market.toCome.business[daysToDeparture])
  const steps = flight.ladder.length
  let above = 0
  for (let step = steps - 1; step >= 0; step -= 1) {
    const all =
      leisure * Number(worthAtLeast.leisure[step]) + business * Number(worthAtLeast.business[step])
    const mean = Math.max(0, all - above)
    MEANS[step] = mean
    VARIANCES[step] = mean + (DEMAND_SPREAD * mean) ** 2
    above = all
  }
  emsrB(flight.ladder, MEANS, VARIANCES, pricing.protection)
}

/** Scratch buffers, written before each use; ladders have fewer steps than this. */
const MEANS = new Float64Array(40)
const VARIANCES = new Float64Array(40)

function expectedToday(
  { plan, step }: Pricing,
  { parties, curves }: MarketPlan,
  daysToDeparture: number,
  dateLevel: number
): number {
  const leisure = parties.leisure * 1.6 * Number(curves.leisure[daysToDeparture])
  const business = parties.business * 1.08 * Number(curves.business[daysToDeparture])
  const { worthAtLeast, share } = plan
  return (
    dateLevel *
    share *
    (leisure * Number(worthAtLeast.leisure[step]) + business * Number(worthAtLeast.business[step]))
  )
}

/** Steps down when unusually expensive relative to the rival, up when much cheaper; never in the last days. */
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
