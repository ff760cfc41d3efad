/**
 * Bounds of the prices of a market before anything was observed there: by distance and cabin, and nearer
 * by a prior level where open data has one.
 */
import { unitsPerDollar } from '../../../models/airline/currency-magnitude'
import { greatCircleKm } from '../../../models/airline/great-circle'
import { endsOf, type Market } from '../../../models/airline/market'
import { toMinor } from '../../../models/airline/money'
import { place } from '../../../models/airline/places'
import type { Cabin } from '../../../models/airline/trip'

/** Minor units, for one passenger. */
export type Bounds = { readonly lowMinor: number; readonly highMinor: number }

export type BoundedFares = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  readonly currency: string
}

/** Less than a unit of any currency is no price of a flight, taxes included. */
export const LEAST_MINOR = 100

/** US dollars for one direction in economy: advertised fares begin at the first, full fares end at the second. */
const LOW = { base: 3, perKm: 0.003 }
const HIGH = { base: 900, perKm: 0.6 }
/** Greatest multiple of an economy fare. */
const DEARER: Readonly<Record<Cabin, number>> = { economy: 1, premium: 2.5, business: 5, first: 10 }
/** The usual interval of a prior is widened by these factors. */
const BELOW_PRIOR = 4
const ABOVE_PRIOR = 6

/** Returns undefined for unknown places and for currencies without a known magnitude. */
export function plausibleBounds(market: Market, fares: BoundedFares): Bounds | undefined {
  const ends = endsOf(market)
  const [origin, destination] = [place(ends.origin), place(ends.destination)]
  const units = unitsPerDollar(fares.currency)
  if (!origin || !destination || units === undefined) return undefined
  const km = greatCircleKm(origin, destination)
  const directions = fares.roundTrip ? 2 : 1
  const minor = (dollars: number) => toMinor(dollars * units * directions, fares.currency)
  return {
    lowMinor: Math.max(LEAST_MINOR, minor(LOW.base + LOW.perKm * km)),
    highMinor: minor((HIGH.base + HIGH.perKm * km) * DEARER[fares.cabin]),
  }
}

/** `prior` is the usual interval of open data in the currency of the fares. */
export function narrowedByPrior(bounds: Bounds | undefined, prior: Bounds): Bounds {
  return {
    lowMinor: Math.max(bounds?.lowMinor ?? LEAST_MINOR, prior.lowMinor / BELOW_PRIOR),
    highMinor: Math.min(
      bounds?.highMinor ?? Number.POSITIVE_INFINITY,
      prior.highMinor * ABOVE_PRIOR
    ),
  }
}
