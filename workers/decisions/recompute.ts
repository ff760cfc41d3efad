/** How a resource answers a recorded question again: by the recorded model versions, at the recorded clock. */
import type { ModelUse } from '../../pipelines/events/decision'
import type { DecisionEvent } from '../../pipelines/events/event'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'

/** The snapshots as the answer read them; `first` is that of the decision's own market. */
export type ReplayReads = {
  readonly first: SnapshotRead
  readonly further: ReadonlyMap<string, SnapshotRead>
}

export type Recompute = (
  event: DecisionEvent,
  reads: ReplayReads,
  services: Services
) => Promise<Recomputed | string>

export type Recomputed = {
  readonly answer: unknown
  readonly models: Readonly<Record<string, ModelUse>>
}
