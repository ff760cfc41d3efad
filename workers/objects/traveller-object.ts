/**
 * The memory of one traveller: their taste and latest rankings. One object per traveller and scope.
 * Feedback is stored before it is acknowledged, and a ranking rests on all feedback before it,
 * because an object does one thing at a time. It forgets everything after 30 days without a call.
 */

import { DurableObject } from 'cloudflare:workers'
import { DAY_MS } from '../../models/airline/calendar'
import type { RankOffer, RankOptions } from '../../pipelines/answers/ranking/offer-slate'
import { type Ranking, rankSlate } from '../../pipelines/answers/ranking/rank-slate'
import {
  type Feedback,
  type FeedbackResult,
  observeFeedback,
  type StoredRanking,
} from '../../pipelines/answers/ranking/traveller'
import { createTaste, type Taste } from '../../pipelines/features/choice/taste'
import { wallClock } from '../wall-clock'

const KEPT_MS = 30 * DAY_MS
const MOST_RANKINGS = 20
const TASTE = 'taste'
const LATEST = 'latest'

export type RankCall = {
  readonly id: string
  readonly market: string
  readonly offers: readonly RankOffer[]
  readonly options: RankOptions
}

export class TravellerObject extends DurableObject<Env> {
  async rank({ id, market, offers, options }: RankCall): Promise<{
    ranking: Ranking
    choices: number
  }> {
    const taste = this.#taste()
    const ranking = rankSlate(offers, taste, options)
    const shown = ranking.offers.map(({ offer }) => offer)
    this.#remember({ id, at: wallClock(), market, offers: shown, counted: [] })
    await this.#keep()
    return { ranking, choices: taste.weight }
  }

  /** Results in the order given. */
  async feedback(rankingId: string, entries: readonly Feedback[]): Promise<FeedbackResult[]> {
    let ranking = this.ranking(rankingId)
    if (!ranking) return entries.map(() => 'unknown_ranking')
    const taste = this.#taste()
    const results: FeedbackResult[] = []
    for (const entry of entries) {
      const observed = observeFeedback(taste, ranking, entry)
      results.push(observed.result)
      ranking = observed.ranking
    }
    const { kv } = this.ctx.storage
    this.ctx.storage.transactionSync(() => {
      kv.put(TASTE, taste)
      kv.put(rankingKey(rankingId), ranking)
    })
    await this.#keep()
    return results
  }

  ranking(id: string): StoredRanking | undefined {
    return this.ctx.storage.kv.get<StoredRanking>(rankingKey(id))
  }

  /** Everything that is remembered of the traveller, for an export. */
  records(): (Taste | StoredRanking)[] {
    const { kv } = this.ctx.storage
    const taste = kv.get<Taste>(TASTE)
    const rankings = (kv.get<string[]>(LATEST) ?? []).flatMap((id) => this.ranking(id) ?? [])
    return [...(taste ? [taste] : []), ...rankings]
  }

  /** Nothing of the traveller is left. */
  async erase(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }

  override async alarm(): Promise<void> {
    await this.erase()
  }

  #taste(): Taste {
    return this.ctx.storage.kv.get<Taste>(TASTE) ?? createTaste()
  }

  #remember(ranking: StoredRanking): void {
    const { kv } = this.ctx.storage
    this.ctx.storage.transactionSync(() => {
      const ids = [...(kv.get<string[]>(LATEST) ?? []), ranking.id]
      for (const id of ids.splice(0, ids.length - MOST_RANKINGS)) kv.delete(rankingKey(id))
      kv.put(LATEST, ids)
      kv.put(rankingKey(ranking.id), ranking)
    })
  }

  async #keep(): Promise<void> {
    await this.ctx.storage.setAlarm(wallClock() + KEPT_MS)
  }
}

function rankingKey(id: string): string {
  return `ranking:${id}`
}
