/** Marks a market's cached answers as stale. */

import type { Market } from '../../models/airline/market'
import type { Pool } from '../../pipelines/events/pool'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { marketObjectName, poolMarketName } from '../storage/market-name'

/** Tag of every answer about the market, a pool's for its members; a cache tag here has no slash. */
export function answerTag(market: Market, scope: Scope, pool: Pool | undefined): string {
  return tagOf(
    pool ? poolMarketName(market, pool.name, scope.mode) : marketObjectName(market, scope)
  )
}

/**
 * Takes object names of markets whose snapshots changed. A cache that cannot be reached keeps
 * answers until they expire.
 */
export function staleAnswers(
  { cache, defer, log }: Pick<Services, 'cache' | 'defer' | 'log'>,
  objectNames: readonly string[]
): void {
  if (!cache || objectNames.length === 0) return
  const invalidated = cache.invalidate({ tags: objectNames.map(tagOf) }).catch((error: unknown) => {
    log.error('cached answers not marked stale', { error })
  })
  defer(invalidated)
}

function tagOf(objectName: string): string {
  return objectName.replaceAll('/', '-')
}
