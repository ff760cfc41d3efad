/**
 * Rolling features of one market. One object per market and mode, named "test:LIS-JFK". The state
 * lives in memory and, cut into chunks, in storage; each batch writes the chunks it touched as one.
 */
import { DurableObject } from 'cloudflare:workers'
import { type EventKey, hashWords } from '../../pipelines/events/event-hash'
import type { MarketBatch } from '../../pipelines/market/market-batch'
import { takeChanges } from '../../pipelines/market/market-chunks'
import {
  type AppliedPart,
  applyParts,
  createMarketState,
  isCurrent,
  type MarketState,
  snapshotOf,
} from '../../pipelines/market/market-state'
import { type Applied, sumOfParts } from '../../pipelines/market/repeats/applied-parts'
import { hasSeen } from '../../pipelines/market/repeats/seen-events'
import type { MarketSnapshot, SnapshotMark } from '../../pipelines/market/snapshot'
import { snapshotKey } from '../storage/market-name'
import { wallClock } from '../wall-clock'
import { clearMarketState, loadMarketState, storeChanges } from './chunk-store'

/** KV takes one write a second per key; this is what a snapshot in KV may lag behind. */
const PUBLISH_EVERY_MS = 10_000
const PUBLISHED_AT = 'published_at'
/** Names the run of the rebuild that made the state anew. */
const REBUILT_BY = 'rebuilt_by'

export class MarketObject extends DurableObject<Env> {
  #state: MarketState | undefined

  async apply(batch: MarketBatch, now: number): Promise<Applied> {
    return sumOfParts(await this.applyParts(batch, now))
  }

  /** Safe to repeat by part and by event id. `now` is the clock of the newest event. */
  async applyParts(batch: MarketBatch, now: number): Promise<AppliedPart[]> {
    const state = this.#load() ?? createMarketState(batch.market)
    this.#state = undefined // unless what follows is stored
    const applied = this.ctx.storage.transactionSync(() => {
      const result = applyParts(state, batch, now)
      storeChanges(this.ctx.storage, takeChanges(state))
      return result
    })
    this.#state = state
    await this.#publishSoon()
    return applied
  }

  /**
   * The same, into a state that is made anew at the first batch of a run of the rebuild. Batches that
   * arrive from the queue meanwhile are counted into the new state: their events are known by id.
   */
  async rebuildParts(run: string, batch: MarketBatch, now: number): Promise<AppliedPart[]> {
    const { storage } = this.ctx
    if (storage.kv.get<string>(REBUILT_BY) !== run) {
      this.#state = undefined
      storage.transactionSync(() => {
        clearMarketState(storage)
        storage.kv.put(REBUILT_BY, run)
      })
    }
    return this.applyParts(batch, now)
  }

  /** Those already counted, in order. */
  seen(keys: readonly EventKey[]): EventKey[] {
    const state = this.#load()
    return state ? keys.filter((key) => hasSeen(state.seen, ...hashWords(key))) : []
  }

  snapshot(now: number): MarketSnapshot | undefined {
    const state = this.#load()
    return state && snapshotOf(state, now)
  }

  /**
   * Repeated readers mostly have the newest snapshot, and a busy market's takes milliseconds to
   * transfer.
   */
  newerSnapshot(known: SnapshotMark, now: number): MarketSnapshot | 'unchanged' | undefined {
    const state = this.#load()
    return state && isCurrent(state, known, now) ? 'unchanged' : this.snapshot(now)
  }

  /** Publishes the windows as of the last batch. Repeating it writes the same value again. */
  override async alarm(): Promise<void> {
    const state = this.#load()
    if (!state) return
    this.ctx.storage.kv.put(PUBLISHED_AT, wallClock())
    const snapshot = snapshotOf(state, state.clock)
    await this.env.SNAPSHOTS.put(snapshotKey(this.#name()), JSON.stringify(snapshot))
  }

  async #publishSoon(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) !== null) return
    const publishedAt = this.ctx.storage.kv.get<number>(PUBLISHED_AT) ?? 0
    await this.ctx.storage.setAlarm(Math.max(wallClock(), publishedAt + PUBLISH_EVERY_MS))
  }

  #name(): string {
    const { name } = this.ctx.id
    if (!name) throw new Error('MarketObject: get it by name, as marketObjectName gives it')
    return name
  }

  #load(): MarketState | undefined {
    this.#state ??= loadMarketState(this.ctx.storage)
    return this.#state
  }
}
