import type { IsoDay } from '../../../models/airline/calendar'
import { localTime } from '../../../models/airline/local-time'
import { endsOf, type Market } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'

/** Returns today's date by the calendar at the origin. */
export function todayAt(market: Market, now: number): IsoDay {
  return localTime(now, place(endsOf(market).origin)?.timeZone ?? 'UTC').day
}
