/**
 * Gives a search whose file names only its day an instant of that day, always the same for one row.
 */
import { DAY_MS, dayNumber, HOUR_MS, type IsoDay } from '../../../models/airline/calendar'

/** FNV-1a over the id picks a second between two hours (UTC) of the day. */
export function instantWithin(day: IsoDay, fromHour: number, toHour: number, id: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  const seconds = (hash >>> 0) % ((toHour - fromHour) * 3600)
  const at = dayNumber(day) * DAY_MS + fromHour * HOUR_MS + seconds * 1000
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
