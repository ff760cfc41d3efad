/** The panel view: what a watcher of the lowest fares would write down each morning. */
import { dayOf, type IsoDay } from '../../models/calendar'
import type { Market } from '../../models/market'
import type { MarketDate } from './market-date'

export type PanelRow = {
  readonly market: Market
  /** The day it was seen, at 06:00 UTC. */
  readonly day: IsoDay
  readonly departureDate: IsoDay
  readonly daysToDeparture: number
  readonly airline: string
  readonly flightNumber: string
  /** Major units. */
  readonly price: number
  readonly currency: string
}

/** Undefined when everything is sold out. */
export function lowestFare(unit: MarketDate, day: number): PanelRow | undefined {
  let lowest = -1
  for (let index = 0; index < unit.flights.length; index += 1) {
    const tally = unit.tallies[index]
    if (!tally || tally.shownSeats < 1) continue
    if (lowest < 0 || tally.shownFare < (unit.tallies[lowest]?.shownFare ?? 0)) lowest = index
  }
  const flight = unit.flights[lowest]?.plan.flight
  const tally = unit.tallies[lowest]
  if (!flight || !tally) return undefined
  const { market, currency } = unit.plan.market
  return {
    market,
    day: dayOf(day),
    departureDate: dayOf(unit.date),
    daysToDeparture: unit.date - day,
    airline: flight.airline,
    flightNumber: flight.flightNumber,
    price: tally.shownFare,
    currency,
  }
}
