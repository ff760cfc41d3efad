/** Answers the trips of a body: the valid ones with one pass through each model, each item by itself. */
import type { Context } from 'hono'
import { answerEach } from '../../models/runtime/answer-each'
import {
  type AnsweredInsight,
  answerPriceInsights,
  type InsightModels,
  type InsightRequest,
} from '../../pipelines/answers/price-insight/answer-price-insight'
import { type ReadItem, readTripItem } from '../api/readers/trip-items'
import type { OverQuota } from '../gateway/quota'
import type { AppEnv } from '../http/app-env'
import type { ProblemError } from '../http/problem'
import { timed } from '../http/timing'
import { loadInsightModels } from '../inference/models'
import { priorFor } from '../inference/prior-store'
import type { Draft } from '../isolate/decision-queue'
import { openDraft } from './issue'
import { readMarkets } from './read-markets'
import { marketsOfTrip, takeCityMarkets } from './take-city-markets'

type Place = { readonly index: number; readonly id?: string | undefined }

export type AnsweredItem =
  | { readonly place: Place; readonly errors: readonly ProblemError[] }
  | { readonly place: Place; readonly draft: Draft; readonly answered: AnsweredInsight }

export type AnsweredItems = {
  readonly answered: readonly AnsweredItem[]
  readonly models: InsightModels
}

/** With `fareOnly`, without forecast, advice and explanations. */
export async function answerItems(
  c: Context<AppEnv>,
  items: readonly unknown[],
  { fareOnly = false } = {}
): Promise<AnsweredItems | { readonly over: OverQuota }> {
  const services = c.get('services')
  const timing = c.get('timing')
  const read = items.map((item, index) => readTripItem(item, index, services.now))
  const questions = read.flatMap((item) => ('question' in item ? [item.question] : []))
  const over = await takeCityMarkets(c, questions.flatMap(marketsOfTrip))
  if (over) return { over }
  const requested = await timed(timing, 'features', () => requestEach(c, read, fareOnly))
  const requests = requested.flatMap(({ request }) => request ?? [])
  const models = { ...loadInsightModels(services), prior: await priorFor(requests, services) }
  const insights = await timed(timing, 'model', () =>
    answerEach(
      requested,
      ({ request }) => (request ? [request] : []),
      (all) => answerPriceInsights(all, models, services.now)
    )
  )
  const answered = insights.flatMap(([{ item, draft }, [insight]]): AnsweredItem[] => {
    const { index, id } = item
    if ('errors' in item) return [{ place: { index, id }, errors: item.errors }]
    return insight ? [{ place: { index, id }, draft, answered: insight }] : []
  })
  return { answered, models }
}

type Requested = {
  readonly item: ReadItem
  readonly draft: Draft
  /** Undefined for an invalid item. */
  readonly request?: InsightRequest | undefined
}

async function requestEach(
  c: Context<AppEnv>,
  items: readonly ReadItem[],
  fareOnly: boolean
): Promise<readonly Requested[]> {
  const services = c.get('services')
  const read = await answerEach(
    items,
    (item) => ('question' in item ? [item.question] : []),
    (questions) => readMarkets(questions, c.get('principal').scope, services)
  )
  return read.map(([item, [request]]) => {
    const draft = openDraft(services)
    if (!request) return { item, draft }
    const { question } = request
    return {
      item,
      draft,
      request: {
        ...request,
        isRecorded: draft.isRecorded,
        ...(fareOnly && {
          question: { ...question, explain: false },
          withoutOutlook: true,
          withoutRule: true,
        }),
      },
    }
  })
}
