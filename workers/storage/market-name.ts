/** Names of a market's object and of its copy in KV; each scope has its own. */

import type { Market } from '../../models/airline/market'
import { type Scope, scopeKey } from '../../pipelines/events/scope'

export function marketObjectName(market: Market, scope: Scope): string {
  return `${scopeKey(scope)}/${market}`
}

export function snapshotKey(objectName: string): string {
  return `snapshot:${objectName}`
}
