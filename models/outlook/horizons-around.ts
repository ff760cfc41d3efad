/** Position of a number of days among the learned horizons, on a logarithmic scale. */
import { valueAt } from '../statistics/value-at'
import { OUTLOOK_HORIZONS } from './outlook-model'

/** The interpolated value at `days` is value[lower] * (1 - part) + value[upper] * part. */
export type Between = { readonly lower: number; readonly upper: number; readonly part: number }

/** All horizons at or beyond the departure cover the same days, so the first of them is used. */
export function horizonsAround(days: number, daysToDeparture: number): Between {
  const reach = Math.min(days, daysToDeparture)
  const found = OUTLOOK_HORIZONS.findIndex((horizon) => horizon >= reach)
  const upper = found < 0 ? OUTLOOK_HORIZONS.length - 1 : found
  const lower = Math.max(0, upper - 1)
  if (upper === lower || found < 0 || days >= daysToDeparture) return { lower, upper, part: 1 }
  const from = valueAt(OUTLOOK_HORIZONS, lower)
  const to = valueAt(OUTLOOK_HORIZONS, upper)
  return { lower, upper, part: Math.log(reach / from) / Math.log(to / from) }
}
