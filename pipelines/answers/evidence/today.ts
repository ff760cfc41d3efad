import { airport } from '../../../models/airline/airports'
import type { IsoDay } from '../../../models/airline/calendar'
import { localTime } from '../../../models/airline/local-time'
import { endsOf, type Market } from '../../../models/airline/market'

/** By the calendar at the origin. */
export function todayAt(market: Market, now: number): IsoDay {
  return localTime(now, airport(endsOf(market).origin)?.timeZone ?? 'UTC').day
}
