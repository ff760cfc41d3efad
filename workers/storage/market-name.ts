/** Names of a market's object and of its copy in KV; each scope has its own. */

import type { Market } from '../../models/airline/market'
import { type Mode, type Scope, scopeKey } from '../../pipelines/events/scope'

export function marketObjectName(market: Market, scope: Scope): string {
  return `${scopeKey(scope)}/${market}`
}

/** Names a market of a shared pool in cache tags and in memory; no account has a colon in its name. */
export function poolMarketName(market: Market, pool: string, mode: Mode): string {
  return `pool:${pool}/${mode}/${market}`
}

export function snapshotKey(objectName: string): string {
  return `snapshot:${objectName}`
}
