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
import {
  EXPERIMENT_METRICS,
  type ExperimentMetric,
  type Variant,
} from '../../pipelines/experiments/experiment'
import { createTaste, type Taste } from '../../pipelines/features/choice/taste'
import { wallClock } from '../wall-clock'

const KEPT_MS = 30 * DAY_MS
const MOST_RANKINGS = 20
const TASTE = 'taste'
const LATEST = 'latest'
const MARKS = 'experiments'
/** Experiments of 30 days, one after the other. */
const MOST_EXPERIMENTS = 20
type Mark = 'exposed' | ExperimentMetric

export type RankCall = {
  readonly id: string
  readonly market: string
  readonly offers: readonly RankOffer[]
  readonly options: RankOptions
  readonly variant?: Variant | undefined
}

/** The first click or booking of a traveller in an experiment. */
export type Conversion = Variant & { readonly type: ExperimentMetric }

export class TravellerObject extends DurableObject<Env> {
  /** `isNew` on the first ranking of the traveller in its experiment. */
  async rank({ id, market, offers, options, variant }: RankCall): Promise<{
    ranking: Ranking
    choices: number
    isNew: boolean
  }> {
    const taste = this.#taste()
    const ranking = rankSlate(offers, taste, options)
    const shown = ranking.offers.map(({ offer }) => offer)
    this.#remember({ id, at: wallClock(), market, offers: shown, counted: [], variant })
    const isNew = variant !== undefined && this.#mark(variant.experimentId, 'exposed')
    await this.#keep()
    return { ranking, choices: taste.weight, isNew }
  }

  /** Results in the order given. */
  async feedback(
    rankingId: string,
    entries: readonly Feedback[]
  ): Promise<{ results: FeedbackResult[]; conversions: Conversion[] }> {
    let ranking = this.ranking(rankingId)
    if (!ranking) return { results: entries.map(() => 'unknown_ranking'), conversions: [] }
    const { variant } = ranking
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
    const conversions = variant ? this.#conversions(variant, entries, results) : []
    await this.#keep()
    return { results, conversions }
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

  #conversions(
    variant: Variant,
    entries: readonly Feedback[],
    results: readonly FeedbackResult[]
  ): Conversion[] {
    const accepted = new Set(
      entries.flatMap(({ type }, at) => (results[at] === 'accepted' ? [type] : []))
    )
    return EXPERIMENT_METRICS.filter(
      (type) => accepted.has(type) && this.#mark(variant.experimentId, type)
    ).map((type) => ({ ...variant, type }))
  }

  /** Returns whether the traveller had no such mark in the experiment before. */
  #mark(experimentId: string, mark: Mark): boolean {
    const { kv } = this.ctx.storage
    const known = kv.get<[string, Mark[]][]>(MARKS) ?? []
    const marks = known.find(([id]) => id === experimentId)?.[1] ?? []
    if (marks.includes(mark)) return false
    const others = known.filter(([id]) => id !== experimentId).slice(1 - MOST_EXPERIMENTS)
    kv.put(MARKS, [...others, [experimentId, [...marks, mark]]])
    return true
  }

  async #keep(): Promise<void> {
    await this.ctx.storage.setAlarm(wallClock() + KEPT_MS)
  }
}

function rankingKey(id: string): string {
  return `ranking:${id}`
}
