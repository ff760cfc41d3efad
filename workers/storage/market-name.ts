/** What the object and the KV copy of a market are called; live and test data never meet. */
import type { Market } from '../../models/airline/market'

export function marketObjectName(market: Market, liveMode: boolean): string {
  return `${liveMode ? 'live' : 'test'}:${market}`
}

export function snapshotKey(objectName: string): string {
  return `snapshot:${objectName}`
}
