/** Memory of an isolate for the keys that it meters. */
import { QuotaLeases } from './quota-leases'
import { UsageCounter } from './usage-counts'

export type Metered = { readonly leases: QuotaLeases; readonly usage: UsageCounter }

export function createMetered(): Metered {
  return { leases: new QuotaLeases(crypto.randomUUID()), usage: new UsageCounter() }
}
