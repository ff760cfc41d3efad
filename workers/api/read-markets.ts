/** What many questions need of their markets: each snapshot read once, rates where they may differ. */
import type { InsightAsked } from '../../pipelines/answers/answer-price-insight'
import type { InsightQuestion } from '../../pipelines/answers/question'
import type { Services } from '../services'
import { readMarketSnapshot } from '../storage/snapshots'
import { trackRecord } from './insight-record'
import { ratesFor } from './rates-for'

export async function readMarkets(
  questions: readonly InsightQuestion[],
  liveMode: boolean,
  services: Services
): Promise<readonly InsightAsked[]> {
  const markets = new Set(questions.map(({ market }) => market))
  const readings = new Map(
    [...markets].map((market) => [market, readMarketSnapshot(market, liveMode, services)])
  )
  return Promise.all(
    questions.map(async (question) => {
      const reading = await (readings.get(question.market) ??
        readMarketSnapshot(question.market, liveMode, services))
      const rates = await ratesFor(question, reading, liveMode, services)
      return { question, reading, rates, record: trackRecord(question.market, liveMode, services) }
    })
  )
}
