/**
 * Simulated markets in the form of a daily morning feed: every flight of every departure with the
 * simulator's own faults, and labels of the offers that those changed.
 */
import { DAY_MS, dayNumber, dayOf, HOUR_MS, type IsoDay } from '../../../models/airline/calendar'
import { toMinor } from '../../../models/airline/money'
import type { SearchEvent } from '../../events/event'
import type { Offer } from '../../events/offer'
import { faultsOn, touches } from '../../simulator/pricing/fare-faults'
import type { Fault } from '../../simulator/pricing/fault-kinds'
import { advance, type MarketDate, openMarketDate } from '../../simulator/pricing/market-date'
import { type MarketPlan, planMarket } from '../../simulator/pricing/market-plan'
import { shownFare } from '../../simulator/pricing/shown-fare'
import { OPENING_DAYS } from '../../simulator/world/daily-demand'
import type { SimulatedMarket } from '../../simulator/world/simulated-market'
import type { FaultLabel } from './inject-faults'

export type SimulatedFeed = {
  readonly seed: number
  readonly markets: readonly SimulatedMarket[]
  readonly from: IsoDay
  readonly days: number
  readonly horizonDays: number
  readonly faultsPerMonth: number
  /** Returns the scope that watch.ts gives to a market of economy fares. */
  scopeOf(market: string): string
}

type Noted = { label: FaultLabel }

/** Returns events in event-time order: day by day, market by market. */
export function simulateFeed(feed: SimulatedFeed): {
  readonly events: readonly SearchEvent[]
  readonly labels: readonly FaultLabel[]
} {
  const first = dayNumber(feed.from)
  const noted = new Map<Fault, Noted>()
  const byDay: SearchEvent[][] = Array.from({ length: feed.days }, () => [])
  for (const market of feed.markets) {
    const plan = planMarket(feed.seed, market, feed.faultsPerMonth)
    const units = new Map<number, MarketDate>()
    for (const [index, events] of byDay.entries()) {
      const day = first + index
      units.delete(day - 1)
      for (let date = day; date <= day + feed.horizonDays; date += 1) {
        const unit = units.get(date) ?? openUntil(plan, date, day)
        units.set(date, unit)
        advance(unit, day)
        events.push(searchOf(unit, day))
        noteFaults(noted, unit, day, feed.scopeOf)
      }
    }
  }
  return { events: byDay.flat(), labels: [...noted.values()].map(({ label }) => label) }
}

function openUntil(plan: MarketPlan, date: number, day: number): MarketDate {
  const unit = openMarketDate(plan, date)
  for (let past = date - OPENING_DAYS; past < day; past += 1) advance(unit, past)
  return unit
}

function searchOf(unit: MarketDate, day: number): SearchEvent {
  const { market, currency } = unit.plan.market
  // The simulator's panel is observed at 06:00 UTC.
  const at = day * DAY_MS + 6 * HOUR_MS
  const departureDate = dayOf(unit.date)
  const offers = unit.flights.flatMap(({ plan: { flight } }, index): Offer[] => {
    const fare = shownFare(unit, index, day)
    if (fare === undefined) return []
    const { airline, flightNumber } = flight
    return [{ airline, flightNumber, amountMinor: toMinor(fare, currency) }]
  })
  return {
    type: 'search',
    id: `feed-${market}-${departureDate}-${day}`,
    at,
    receivedAt: at,
    market,
    departureDate,
    currency,
    cabin: 'economy',
    passengers: 1,
    shopper: {},
    offers,
  }
}

function noteFaults(
  noted: Map<Fault, Noted>,
  unit: MarketDate,
  day: number,
  scopeOf: (market: string) => string
): void {
  for (const fault of faultsOn(unit.plan, day)) {
    if (!touches(fault, unit.date)) continue
    const changed = unit.flights.filter(
      ({ plan: { flight } }, index) =>
        flight.airline === fault.airline &&
        (unit.tallies[index]?.shownSeats ?? 0) >= 1 &&
        shownFare(unit, index, day) !== unit.tallies[index]?.shownFare
    ).length
    if (changed === 0) continue
    const { kind, airline } = fault
    const known = noted.get(fault)?.label
    const label = {
      kind,
      airline,
      scope: scopeOf(unit.plan.market.market),
      lastDay: day,
      firstDay: Math.min(known?.firstDay ?? day, day),
      changed: (known?.changed ?? 0) + changed,
    }
    noted.set(fault, { label })
  }
}
