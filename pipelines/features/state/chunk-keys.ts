/** Names of the chunks a market's state is stored in; one value each, all far below 2 MB. */
import { dayOf } from '../../../models/calendar'

export const HEAD_CHUNK = 'head'

export function classChunk(fareClassKey: string): string {
  return `class/${fareClassKey}`
}

/** The departures of one month. */
export function faresChunk(fareClassKey: string, departureDay: number): string {
  return `fares/${fareClassKey}/${dayOf(departureDay).slice(0, 7)}`
}

export function seenChunk(segment: number): string {
  return `seen/${segment}`
}
