/** A ledger in which the fare model is nearer than the plain rule, so that plain questions get its fare. */
import { env } from 'cloudflare:workers'
import type { LedgerSummary } from '../../pipelines/answers/evidence/track-record'
import { summaryKey } from '../../workers/answering/ledger-summary'
import { TEST } from './scopes'

/** Call it before the first request: an isolate reads the summary behind its first answer. */
export async function proveFareModel(): Promise<void> {
  const all = {
    advice: Array.from({ length: 10 }, () => ({ n: 0, hits: 0 })),
    interval: { n: 0, hits: 0 },
    fareErrors: { n: 100, model: 10, rule: 20 },
    forecasts: {},
  }
  const summary: LedgerSummary = { schema: 1, at: 0, markets: { all } }
  await env.SNAPSHOTS.put(summaryKey(TEST), JSON.stringify(summary))
}
