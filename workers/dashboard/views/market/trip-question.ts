/** The trip that the address of the market view names. */
import { addDays, isDay } from '../../plain/age-text'
import type { Route } from '../../plain/view-route'

export type TripQuestion = {
  readonly market: string
  readonly origin: string
  readonly destination: string
  readonly departure: string
  /** Empty for one way. */
  readonly returnDate: string
  readonly cabin: string
  /** Empty for the market's own. */
  readonly currency: string
  /** A price to judge; empty for the lowest observed. */
  readonly price: string
  /** Whose fare is explained; empty for the cheapest airline. */
  readonly airline: string
}

export const CABINS = ['economy', 'premium', 'business', 'first'] as const
const TWO_WEEKS = 14

export function questionOf({ subject, options }: Route, today: string): TripQuestion {
  const [origin = '', destination = ''] = subject.toUpperCase().split('-')
  const departure = options.departure ?? ''
  return {
    market: `${origin}-${destination}`,
    origin,
    destination,
    departure: isDay(departure) ? departure : addDays(today, TWO_WEEKS),
    returnDate: options.return && isDay(options.return) ? options.return : '',
    cabin: CABINS.find((each) => each === options.cabin) ?? 'economy',
    currency: options.currency ?? '',
    price: options.price ?? '',
    airline: options.airline ?? '',
  }
}
