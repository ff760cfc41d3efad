/** Names of the chunks in which a market's state is stored. */
import type { IsoDay } from '../../models/airline/calendar'

export const CHUNKS = 'state/'
export const HEAD_CHUNK = `${CHUNKS}head`

export function classChunk(fareGroupKey: string): string {
  return `${CHUNKS}class/${fareGroupKey}`
}

/** Chunk of the departures of one month. */
export function faresChunk(fareGroupKey: string, departureDate: IsoDay): string {
  return `${CHUNKS}fares/${fareGroupKey}/${departureDate.slice(0, 7)}`
}

export function seenChunk(segment: number): string {
  return `${CHUNKS}seen/${segment}`
}
