/** A market is the directional origin and destination a passenger wants, whatever the routing. */
import { z } from 'zod'

export const AirportCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a three-letter IATA airport code in capitals, such as "LIS"')

export const Market = z
  .string()
  .regex(/^[A-Z]{3}-[A-Z]{3}$/, 'must be two IATA airport codes, such as "LIS-JFK"')
export type Market = `${string}-${string}`

export function marketOf(origin: string, destination: string): Market {
  return `${origin}-${destination}`
}

export function endsOf(market: Market): { readonly origin: string; readonly destination: string } {
  return { origin: market.slice(0, 3), destination: market.slice(4) }
}

/** Returns the market of the way back. */
export function opposite(market: Market): Market {
  const { origin, destination } = endsOf(market)
  return marketOf(destination, origin)
}
