/** How a resource answers a recorded question again: by the recorded model versions, at the recorded clock. */
import type { ModelUse } from '../../pipelines/events/decision'
import type { DecisionEvent } from '../../pipelines/events/event'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'

export type Recompute = (
  event: DecisionEvent,
  reading: SnapshotRead,
  services: Services
) => Promise<Recomputed | string>

export type Recomputed = {
  readonly answer: unknown
  readonly models: Readonly<Record<string, ModelUse>>
}
