/** Many trips through the models at once: what does not fit is told, the rest is asked together. */
import type { Context } from 'hono'
import {
  answerPriceInsights,
  type InsightModels,
  type InsightRequest,
} from '../../pipelines/answers/price-insight/answer-price-insight'
import type { PriceInsight } from '../../pipelines/answers/price-insight/price-insight'
import { readTripItem } from '../api/readers/trip-items'
import type { AppEnv } from '../http/app-env'
import type { ProblemError } from '../http/problem'
import { timed } from '../http/timing'
import { loadInsightModels } from '../inference/models'
import { priorFor } from '../inference/prior-store'
import { readMarkets } from './read-markets'

type Place = { readonly index: number; readonly id?: string | undefined }

export type AnsweredItem =
  | { readonly place: Place; readonly errors: readonly ProblemError[] }
  | { readonly place: Place; readonly asked: InsightRequest; readonly insight: PriceInsight }

export async function answerItems(
  c: Context<AppEnv>,
  items: readonly unknown[],
  { fareOnly = false } = {}
): Promise<{ readonly answered: readonly AnsweredItem[]; readonly models: InsightModels }> {
  const services = c.get('services')
  const timing = c.get('timing')
  const read = items.map((item, index) => readTripItem(item, index, services.now))

  const told = read.flatMap((item) => ('question' in item ? [item.question] : []))
  const questions = fareOnly ? told.map((question) => ({ ...question, explain: false })) : told
  const markets = await timed(timing, 'features', () =>
    readMarkets(questions, c.get('principal').scope, services)
  )
  const asked = fareOnly ? markets.map((each) => ({ ...each, withoutOutlook: true })) : markets
  const models = { ...loadInsightModels(services), prior: await priorFor(asked, services) }
  const insights = await timed(timing, 'model', () =>
    answerPriceInsights(asked, models, services.now)
  )
  let next = 0
  const answered = read.flatMap(({ index, id, ...item }): AnsweredItem[] => {
    const place = { index, id }
    if ('errors' in item) return [{ place, errors: item.errors }]
    const [each, insight] = [asked[next], insights[next]]
    next += 1
    return each && insight ? [{ place, asked: each, insight }] : []
  })
  return { answered, models }
}
