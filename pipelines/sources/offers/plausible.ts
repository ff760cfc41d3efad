/** The first of several candidates for a duration that is possible between two places. */
import { isPlausibleMinutes } from '../../../models/airline/flight-time'
import { placeOn } from '../../../models/airline/places'
import { RANGES } from '../../wire/wire-values'
import { within } from './fit'

type Way = { readonly from: string; readonly to: string; readonly day: string }

/** Minutes; undefined when no reading is possible: a wrong duration is left out, not repeated. */
export function plausible(
  candidates: readonly (number | undefined)[],
  { from, to, day }: Way,
  stops: number | undefined
): number | undefined {
  const [start, end] = [placeOn(from, day), placeOn(to, day)]
  return candidates.find(
    (minutes) =>
      within(minutes, RANGES.durationMinutes) !== undefined &&
      isPlausibleMinutes(minutes ?? 0, start, end, stops)
  )
}
