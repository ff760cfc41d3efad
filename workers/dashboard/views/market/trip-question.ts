/** The trip that the address of the market view names. */
import { addDays } from '../../plain/age-text'
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
const DAY = /^\d{4}-\d{2}-\d{2}$/
const TWO_WEEKS = 14

export function questionOf({ subject, options }: Route, today: string): TripQuestion {
  const [origin = '', destination = ''] = subject.toUpperCase().split('-')
  const departure = options.departure ?? ''
  return {
    market: `${origin}-${destination}`,
    origin,
    destination,
    departure: DAY.test(departure) ? departure : addDays(today, TWO_WEEKS),
    returnDate: DAY.test(options.return ?? '') ? (options.return ?? '') : '',
    cabin: CABINS.find((each) => each === options.cabin) ?? 'economy',
    currency: options.currency ?? '',
    price: options.price ?? '',
    airline: options.airline ?? '',
  }
}
