/** Markets that their objects have observed, for tests of answers in workerd. */
import { env } from 'cloudflare:workers'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import type { SearchEvent } from '../../pipelines/events/event'
import { packBatch } from '../../pipelines/market/market-batch'
import { marketObjectName } from '../../workers/storage/market-name'
import { NOW } from './sandbox'
import { TEST } from './scopes'

const AT = Date.parse(NOW)

export const inDays = (days: number) => utcDay(AT + days * DAY_MS)

/** Departures 10 to 29 days ahead of the sandbox's clock, a unit dearer each day. */
export async function observe(
  market: Market,
  fareMinor: number,
  { stayNights, ...changes }: Partial<SearchEvent> & { readonly stayNights?: number } = {},
  scope = TEST
): Promise<void> {
  const kind = stayNights === undefined ? 'one way' : `stay ${stayNights}`
  const events = Array.from(
    { length: 20 },
    (_, index): SearchEvent => ({
      type: 'search',
      id: `${market} ${kind} ${index}`,
      at: AT - 1_000,
      receivedAt: AT,
      market,
      departureDate: inDays(10 + index),
      returnDate: stayNights === undefined ? undefined : inDays(10 + index + stayNights),
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [{ airline: 'BT', stops: 0, amountMinor: fareMinor + index * 100 }],
      ...changes,
    })
  )
  const object = env.MARKETS.getByName(marketObjectName(market, scope))
  await object.apply(packBatch(`${market} ${kind} ${fareMinor}`, events), AT)
}
