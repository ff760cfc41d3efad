/** Bookings of the routes from an airport by departure date, reconciled over cities and countries. */

import type { IsoDay } from '../../../models/airline/calendar'
import { place } from '../../../models/airline/places'
import type { BookingsModel } from '../../../models/bookings/bookings-model'
import { type ObservedBookings, summedBookings } from '../../features/bookings/observed-curves'
import { type BookingForecast, forecastBookings } from './booking-forecasts'
import { type ForecastNode, type Reconciled, reconcile } from './reconcile'

export type AirportDeparture = {
  readonly departureDate: IsoDay
  /** The airport, its countries, their cities and the markets of those. */
  readonly tree: Reconciled
}

/** Least variance of a forecast: that of one seat. */
const LEAST_VARIANCE = 1
/** Standard normal quantile of 0.9, twice: a p10 to p90 interval in standard deviations. */
const INTERVAL = 2 * 1.281552

type Routes = ReadonlyMap<string, ObservedBookings>
type Forecasts = ReadonlyMap<IsoDay, BookingForecast>

/** Departures of which at least one market has a forecast, in order. */
export async function airportDemand(
  model: BookingsModel,
  airport: string,
  routes: Routes,
  departures: readonly number[]
): Promise<readonly AirportDeparture[]> {
  const forecast = async (observed: ObservedBookings): Promise<Forecasts> => {
    const found = await forecastBookings(model, observed, departures)
    return new Map(found.map((each) => [each.departureDate, each]))
  }
  const countries = [...Map.groupBy(routes, ([market]) => placeOf(market).country)]
  const nodes = await Promise.all(
    countries.map(async ([country, own]) => ({
      name: country,
      own: await forecast(summed(own)),
      parts: await Promise.all(
        [...Map.groupBy(own, ([market]) => placeOf(market).city)].map(async ([city, markets]) => ({
          name: city,
          own: await forecast(summed(markets)),
          parts: await Promise.all(
            markets.map(async ([market, observed]) => ({
              name: market,
              own: await forecast(observed),
              parts: [],
            }))
          ),
        }))
      ),
    }))
  )
  const all = { name: airport, own: await forecast(summed([...routes])), parts: nodes }
  const dates = new Set(nodes.flatMap(({ parts }) => parts.flatMap(datesOf)))
  return [...dates].sort().flatMap((departureDate) => {
    const tree = nodeOn(all, departureDate)
    return tree ? [{ departureDate, tree: reconcile(tree) }] : []
  })
}

type Node = {
  readonly name: string
  readonly own: Forecasts
  readonly parts: readonly Node[]
}

function datesOf({ own, parts }: Node): IsoDay[] {
  return parts.length === 0 ? [...own.keys()] : parts.flatMap(datesOf)
}

/** Undefined where neither the node nor any below it has a forecast of the date. */
function nodeOn({ name, own, parts }: Node, date: IsoDay): ForecastNode | undefined {
  const found = own.get(date)
  const below = parts.flatMap((part) => nodeOn(part, date) ?? [])
  const isLeaf = parts.length === 0
  if (isLeaf ? !found : below.length === 0) return undefined
  // A sum over parts without a forecast would be compared with less than it covers.
  const isComparable = isLeaf || below.length === parts.length
  return {
    name,
    forecast: isComparable ? found?.expected : undefined,
    variance: found ? varianceOf(found) : LEAST_VARIANCE,
    parts: below,
  }
}

function varianceOf({ p10, p90 }: BookingForecast): number {
  return Math.max(LEAST_VARIANCE, ((p90 - p10) / INTERVAL) ** 2)
}

function summed(own: readonly (readonly [string, ObservedBookings])[]): ObservedBookings {
  return summedBookings(own.map(([, observed]) => observed))
}

function placeOf(market: string): { readonly city: string; readonly country: string } {
  const code = market.slice(4)
  const found = place(code)
  return { city: found?.city ?? code, country: found?.country ?? '' }
}
