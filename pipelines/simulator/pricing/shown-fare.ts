/** The fare of a flight in the feeds: the morning's fare with the day's faults applied. */
import { faultsOn, faulty } from './fare-faults'
import type { MarketDate } from './market-date'

/** Days to departure between which the sandbox's anomaly market shows its anomaly. */
const ANOMALY_DAYS: readonly [number, number] = [14, 20]
const ANOMALY_FACTOR = 0.1

/** Returns undefined when the flight is sold out or missing. */
export function shownFare(unit: MarketDate, index: number, day: number): number | undefined {
  const tally = unit.tallies[index]
  const flight = unit.flights[index]?.plan.flight
  if (!tally || !flight || tally.shownSeats < 1) return undefined
  if (unit.plan.market.script === 'anomaly') return scripted(unit, index, day, tally.shownFare)
  const faults = faultsOn(unit.plan, day)
  if (faults.length === 0) return tally.shownFare
  return faulty(faults, flight.airline, unit.date, day, tally.shownFare, unit.frozen?.[index])
}

function scripted({ flights, date }: MarketDate, index: number, day: number, fare: number): number {
  const ahead = date - day
  const affected = flights[index]?.plan.flight.airline === flights[0]?.plan.flight.airline
  if (!affected || ahead < ANOMALY_DAYS[0] || ahead > ANOMALY_DAYS[1]) return fare
  return Math.round(fare * ANOMALY_FACTOR * 100) / 100
}
