/** Reads the other airports of a market's cities when its own fares are too few. */
import { endsOf, type Market, opposite } from '../../models/airline/market'
import type { Rates } from '../../pipelines/answers/evidence/answer-currency'
import {
  type NearbyRead,
  nearbyMarkets,
  needsNearby,
} from '../../pipelines/answers/evidence/city-airports'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'
import { readKnownAmong, readKnownMarkets } from '../storage/known-markets/known-market-rows'

export type OwnRead = {
  readonly question: InsightQuestion
  readonly snapshotRead: SnapshotRead
  readonly rates: Rates
}

/** An answer waits for no more reads than these. */
const MOST_READS = 8

/** Markets of the same cities; where there are none, those that share an airport, for their residuals. */
async function knownNear(
  { question: { market, departureDate, returnDate }, snapshotRead }: OwnRead,
  scope: Scope,
  { db }: Pick<Services, 'db'>
): Promise<readonly Market[]> {
  // The union of a city has read them.
  const same = snapshotRead.snapshot?.markets ? [] : nearbyMarkets(market, departureDate)
  const known = same.length > 0 ? await readKnownAmong(db, scope, same) : []
  if (known.length > 0) return known
  const ends = Object.values(endsOf(market))
  const page = { limit: MOST_READS + 2, after: '' }
  const sharing = await readKnownMarkets(db, scope, { either: ends }, page)
  // A round trip has read the opposite market already.
  const read = [market, ...(returnDate === undefined ? [] : [opposite(market)])]
  return sharing.map((each) => each.market).filter((each) => !read.includes(each))
}

/** Only markets with observations are read. An answer goes without them when the database is away. */
export async function readNearby(
  own: OwnRead,
  scope: Scope,
  services: Services,
  snapshotOf: (market: Market) => Promise<SnapshotRead>
): Promise<readonly NearbyRead[]> {
  const { question, snapshotRead, rates } = own
  if (!needsNearby(question, snapshotRead, rates, services.now)) return []
  const known = await knownNear(own, scope, services).catch((error: unknown) => {
    services.log.warn('nearby markets not read', { error })
    return []
  })
  const read = known.slice(0, MOST_READS)
  return Promise.all(read.map(async (market) => ({ market, ...(await snapshotOf(market)) })))
}
