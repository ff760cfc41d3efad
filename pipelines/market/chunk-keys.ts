/** Names of the chunks a market's state is stored in. */
import type { IsoDay } from '../../models/airline/calendar'

export const CHUNKS = 'state/'
export const HEAD_CHUNK = `${CHUNKS}head`

export function classChunk(fareGroupKey: string): string {
  return `${CHUNKS}class/${fareGroupKey}`
}

/** The departures of one month. */
export function faresChunk(fareGroupKey: string, departureDate: IsoDay): string {
  return `${CHUNKS}fares/${fareGroupKey}/${departureDate.slice(0, 7)}`
}

export function seenChunk(segment: number): string {
  return `${CHUNKS}seen/${segment}`
}
