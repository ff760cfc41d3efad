/**
 * Rolling features of one market. One object per market and scope. The state lives in memory; in storage
 * it is a checkpoint and a log of the batches since.
 */
import { DurableObject } from 'cloudflare:workers'
import type { Market } from '../../models/airline/market'
import { emptyLog } from '../../pipelines/market/log/market-log'
import type { MarketBatch } from '../../pipelines/market/market-batch'
import {
  type AppliedPart,
  applyParts,
  createMarketState,
  isCurrent,
  type MarketState,
  snapshotOf,
} from '../../pipelines/market/market-state'
import {
  type JudgedOffer,
  judgeOffers,
  type OfferToJudge,
} from '../../pipelines/market/offers-to-judge'
import { type Applied, sumOfParts } from '../../pipelines/market/repeats/applied-parts'
import type { MarketSnapshot, SnapshotMark } from '../../pipelines/market/snapshot'
import {
  isWorthPublishing,
  levelsOf,
  PUBLISH_EVERY_MS,
  type PublishedLevels,
  READ_WITHIN_MS,
} from '../../pipelines/market/worth-publishing'
import { snapshotKey } from '../storage/market-name'
import { wallClock } from '../wall-clock'
import { clearMarket, loadMarket, type StoredMarket, storeBatch } from './log-store'

/** Levels in the copy in KV. */
const PUBLISHED = 'published'
/** Names the run of the rebuild that made the state anew. */
const REBUILT_BY = 'rebuilt_by'

export class MarketObject extends DurableObject<Env> {
  #stored: StoredMarket | undefined
  #published: PublishedLevels | undefined
  /** The wall clock. */
  #readAt = 0
  #judgedAt = 0

  async apply(batch: MarketBatch, now: number): Promise<Applied> {
    return sumOfParts(await this.applyParts(batch, now))
  }

  /** Safe to repeat by part and by event id. `now` is the clock of the newest event. */
  async applyParts(batch: MarketBatch, now: number): Promise<AppliedPart[]> {
    const { state, mark } = this.#load() ?? newMarket(batch.market)
    this.#stored = undefined // unless what follows is stored
    const { version } = state
    const stored = this.ctx.storage.transactionSync(() => {
      const applied = applyParts(state, batch, now)
      if (state.version === version) return { applied, mark }
      return { applied, mark: storeBatch(this.ctx.storage, { state, mark }, { batch, now }) }
    })
    this.#stored = { state, mark: stored.mark }
    this.#considerPublishing(state)
    return stored.applied
  }

  /**
   * The same, into a state that is made anew at the first batch of a run of the rebuild. Batches that
   * arrive from the queue meanwhile are counted into the new state: their events are known by id.
   */
  async rebuildParts(run: string, batch: MarketBatch, now: number): Promise<AppliedPart[]> {
    const { storage } = this.ctx
    if (storage.kv.get<string>(REBUILT_BY) !== run) {
      this.#stored = undefined
      storage.transactionSync(() => {
        clearMarket(storage)
        storage.kv.put(REBUILT_BY, run)
      })
    }
    return this.applyParts(batch, now)
  }

  /** Judged as the gate would judge them now; nothing is counted. */
  judgeOffers(offers: readonly OfferToJudge[], now: number): JudgedOffer[] {
    const { state } = this.#load() ?? {}
    return state ? judgeOffers(state, offers, now) : []
  }

  snapshot(now: number): MarketSnapshot | undefined {
    const { state } = this.#load() ?? {}
    if (!state) return undefined
    this.#readAt = wallClock()
    this.#considerPublishing(state)
    return snapshotOf(state, now)
  }

  /**
   * Repeated readers mostly have the newest snapshot, and a busy market's takes milliseconds to
   * transfer.
   */
  newerSnapshot(known: SnapshotMark, now: number): MarketSnapshot | 'unchanged' | undefined {
    const { state } = this.#load() ?? {}
    if (!state || !isCurrent(state, known, now)) return this.snapshot(now)
    this.#readAt = wallClock()
    return 'unchanged'
  }

  /** Alarms that an earlier version has set find nothing to do. */
  override async alarm(): Promise<void> {}

  /**
   * The copy in KV answers while this object is late: it is made where somebody reads the market, and
   * made anew when its levels have moved.
   */
  #considerPublishing(state: MarketState): void {
    const wallNow = wallClock()
    if (wallNow - this.#readAt > READ_WITHIN_MS) return
    if (wallNow - this.#judgedAt < PUBLISH_EVERY_MS) return
    this.#judgedAt = wallNow
    this.#published ??= this.ctx.storage.kv.get<PublishedLevels>(PUBLISHED)
    const snapshot = snapshotOf(state, state.clock)
    if (isWorthPublishing(this.#published, snapshot, wallNow)) {
      this.ctx.waitUntil(this.#publish(snapshot, wallNow))
    }
  }

  /** A copy that could not be written is judged again after PUBLISH_EVERY_MS. */
  async #publish(snapshot: MarketSnapshot, wallNow: number): Promise<void> {
    await this.env.SNAPSHOTS.put(snapshotKey(this.#name()), JSON.stringify(snapshot))
    this.#published = levelsOf(snapshot, wallNow)
    this.ctx.storage.kv.put(PUBLISHED, this.#published)
  }

  #name(): string {
    const { name } = this.ctx.id
    if (!name) throw new Error('MarketObject: get it by name, as marketObjectName gives it')
    return name
  }

  #load(): StoredMarket | undefined {
    this.#stored ??= loadMarket(this.ctx.storage)
    return this.#stored
  }
}

function newMarket(market: Market): StoredMarket {
  return { state: createMarketState(market), mark: emptyLog(market) }
}
