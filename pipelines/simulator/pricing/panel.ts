/** The panel view: the lowest fares observed each morning. */
import { dayOf, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { MarketDate } from './market-date'
import { shownFare } from './shown-fare'

export type PanelRow = {
  readonly market: Market
  /** The day of the observation, at 06:00 UTC. */
  readonly day: IsoDay
  readonly departureDate: IsoDay
  readonly daysToDeparture: number
  readonly airline: string
  readonly flightNumber: string
  /** Major units. */
  readonly price: number
  readonly currency: string
}

/** Returns undefined when everything is sold out. */
export function lowestFare(unit: MarketDate, day: number): PanelRow | undefined {
  let lowest = -1
  let price = Infinity
  for (let index = 0; index < unit.flights.length; index += 1) {
    const fare = shownFare(unit, index, day)
    if (fare === undefined || fare >= price) continue
    lowest = index
    price = fare
  }
  const flight = unit.flights[lowest]?.plan.flight
  if (!flight) return undefined
  const { market, currency } = unit.plan.market
  return {
    market,
    day: dayOf(day),
    departureDate: dayOf(unit.date),
    daysToDeparture: unit.date - day,
    airline: flight.airline,
    flightNumber: flight.flightNumber,
    price,
    currency,
  }
}
