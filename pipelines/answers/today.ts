import { airport } from '../../models/airports'
import type { IsoDay } from '../../models/calendar'
import { localTime } from '../../models/local-time'
import { endsOf, type Market } from '../../models/market'

/** By the calendar at the origin. */
export function todayAt(market: Market, now: number): IsoDay {
  return localTime(now, airport(endsOf(market).origin)?.timeZone ?? 'UTC').day
}
