/** An answer with the inputs it was computed from, on its way to a decision event. */
import type { Market } from '../../models/airline/market'
import type { Trip } from '../../models/airline/trip'
import type { Rates } from '../answers/evidence/answer-currency'
import type { Claims } from '../events/claims'
import type { ModelUse, Resource } from '../events/decision'
import type { SnapshotRead } from '../market/snapshot-read'

/** A market as the answer read it; "none" for an answer that reads no market. */
export type MarketRead = {
  readonly market: Market
  readonly snapshot: SnapshotRead['snapshot']
  readonly source: SnapshotRead['source'] | 'none'
}

/** The parts of a decision that cost time; built for sampled answers only, after the answer has left. */
export type Description = {
  /** `data` as it was answered. */
  readonly answer: unknown
  readonly claims: Claims
  /** By task, as they answered: "fare", "outlook", ... */
  readonly models: Readonly<Record<string, ModelUse>>
  /** Other inputs of the answer, such as the calibration it reported. */
  readonly context?: unknown
}

export type AnswerRecord = {
  readonly resource: Resource
  /** The currency is that of the answer, or '' where it has none. */
  readonly trip: Trip
  /** The question to the core, as JSON; a replay repeats it. It excludes the identity of the sender. */
  readonly question: unknown
  /** The first is the market of the trip. */
  readonly reads: readonly [MarketRead, ...MarketRead[]]
  readonly rates: Rates
  /** Must build from values that no longer change. */
  readonly describe: () => Description
}
