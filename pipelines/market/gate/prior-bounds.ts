/** Bounds of first offers from open data, for markets of cities that it covers. */
import { utcDay } from '../../../models/airline/calendar'
import { unitsPerDollar } from '../../../models/airline/currency-magnitude'
import { endsOf, type Market } from '../../../models/airline/market'
import { toMajor, toMinor } from '../../../models/airline/money'
import { place } from '../../../models/airline/places'
import type { Prior } from '../../../models/prior/prior'
import { isPriorLevel, priorLevel } from '../../../models/prior/prior-level'
import {
  type BoundedFares,
  type Bounds,
  narrowedByPrior,
  plausibleBounds,
} from './plausible-bounds'

/** Returns the bounds of distance alone where open data has no level of economy fares. */
export function boundsWithPrior(
  prior: Prior,
  now: number
): (market: Market, fares: BoundedFares) => Bounds | undefined {
  return (market, fares) => {
    const bounds = plausibleBounds(market, fares)
    const interval = fares.cabin === 'economy' ? intervalOf(prior, market, fares, now) : undefined
    return interval ? narrowedByPrior(bounds, interval) : bounds
  }
}

function intervalOf(
  prior: Prior,
  market: Market,
  { roundTrip, currency }: BoundedFares,
  now: number
): Bounds | undefined {
  const ends = endsOf(market)
  const [origin, destination] = [place(ends.origin), place(ends.destination)]
  if (!origin || !destination) return undefined
  const today = utcDay(now)
  const level = priorLevel(prior, {
    origin,
    destination,
    day: today,
    today,
    roundTrip,
    currency: undefined,
    convert: () => undefined,
  })
  if (!isPriorLevel(level)) return undefined
  const [from, to] = [unitsPerDollar(level.currency), unitsPerDollar(currency)]
  if (from === undefined || to === undefined) return undefined
  const minor = (amountMinor: number) =>
    toMinor((toMajor({ amountMinor, currency: level.currency }) * to) / from, currency)
  return { lowMinor: minor(level.interval.lowMinor), highMinor: minor(level.interval.highMinor) }
}
