/** A partner quote: a price that was observed some time ago and may be shown again. */
import type { IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'

export type CachedQuote = {
  readonly market: Market
  readonly departureDate: IsoDay
  /** Set for a round trip. */
  readonly returnDate?: IsoDay | undefined
  readonly cabin: Cabin
  /** Marketing airline, two characters IATA. */
  readonly airline?: string | undefined
  readonly flightNumber?: string | undefined
  readonly amountMinor: number
  /** ISO 4217 */
  readonly currency: string
  /** When the price was observed, epoch ms. */
  readonly quotedAt: number
}
