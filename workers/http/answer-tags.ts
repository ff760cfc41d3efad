/** Marks what was answered of a market as stale, where answers are cached. */

import type { Market } from '../../models/airline/market'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { marketObjectName } from '../storage/market-name'

/** Of every answer made of the market; a cache tag here has no slash. */
export function answerTag(market: Market, scope: Scope): string {
  return tagOf(marketObjectName(market, scope))
}

/** Object names of markets whose snapshots moved. A cache that cannot be told keeps at most its time. */
export function staleAnswers(
  { cache, defer, log }: Pick<Services, 'cache' | 'defer' | 'log'>,
  objectNames: readonly string[]
): void {
  if (!cache || objectNames.length === 0) return
  const told = cache.invalidate({ tags: objectNames.map(tagOf) }).catch((error: unknown) => {
    log.error('cached answers not marked stale', { error })
  })
  defer(told)
}

function tagOf(objectName: string): string {
  return objectName.replaceAll('/', '-')
}
