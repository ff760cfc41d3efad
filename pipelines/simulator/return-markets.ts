/** The opposite direction of a simulated market: the same airlines fly back. */
import { endsOf, marketOf } from '../../models/airline/market'
import type { Flight, SimulatedMarket } from './world/simulated-market'

const TURNAROUND_MINUTES = 120
const DAY_MINUTES = 24 * 60

/** Shoppers, fares and currency stay those of the outbound direction. */
export function returnMarket(outbound: SimulatedMarket): SimulatedMarket {
  const { origin, destination } = endsOf(outbound.market)
  return {
    ...outbound,
    market: marketOf(destination, origin),
    flights: outbound.flights.map(returnFlight),
  }
}

/** Airlines number a return flight one above its outbound flight. */
function returnFlight(flight: Flight): Flight {
  const number = Number(flight.flightNumber.slice(2)) + 1
  const arrival = minutesOf(flight.departsAt) + flight.durationMinutes
  return {
    ...flight,
    flightNumber: `${flight.airline}${number}`,
    departsAt: timeOf((arrival + TURNAROUND_MINUTES) % DAY_MINUTES),
  }
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

function timeOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
