/** Minutes between two local times at two airports, by their time zones. */

import { wallClock } from '../../../models/airline/local-time'
import { placeOn } from '../../../models/airline/places'
import { PATTERNS } from '../../wire/wire-values'

export type LocalMoment = { readonly airport: string; readonly at: string | undefined }

export function elapsedMinutes(from: LocalMoment, to: LocalMoment): number | undefined {
  const [start, end] = [instantOf(from), instantOf(to)]
  return start === undefined || end === undefined ? undefined : Math.round((end - start) / 60_000)
}

/** A local time that a change of clocks skips or repeats may be read an hour off. */
function instantOf({ airport: code, at }: LocalMoment): number | undefined {
  if (!at || !PATTERNS.localTime.test(at)) return undefined
  const zone = placeOn(code, at.slice(0, DAY))?.timeZone
  if (!zone) return undefined
  const asUtc = Date.parse(`${at.slice(0, MINUTES)}:00Z`)
  const offset = (instant: number) => wallClock(instant, zone) - instant
  return asUtc - offset(asUtc - offset(asUtc))
}
const DAY = 'yyyy-mm-dd'.length
const MINUTES = 'yyyy-mm-ddThh:mm'.length
