/** Units for questions about cities: each market beyond the first counts as an item. */
import type { Context } from 'hono'
import { type Market, opposite } from '../../models/airline/market'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import { type OverQuota, takeMarkets } from '../gateway/quota'
import type { AppEnv } from '../http/app-env'
import { observedMarkets } from './city-markets'

/** Takes nothing for airports. A market that several questions read is read, and paid, once. */
export async function takeCityMarkets(
  c: Context<AppEnv>,
  markets: readonly Market[]
): Promise<OverQuota | undefined> {
  const { scope } = c.get('principal')
  const services = c.get('services')
  const read = await Promise.all(
    Array.from(new Set(markets), (market) => observedMarkets(market, scope, services))
  )
  const further = read.reduce(
    (sum, observed) => sum + (observed === 'not-read' ? 0 : Math.max(0, observed.length - 1)),
    0
  )
  return further === 0 ? undefined : takeMarkets(c, further)
}

/** A round trip reads the way back as well. */
export function marketsOfTrip({
  market,
  returnDate,
}: Pick<InsightQuestion, 'market' | 'returnDate'>): readonly Market[] {
  return returnDate === undefined ? [market] : [market, opposite(market)]
}
