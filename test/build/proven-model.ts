/** A ledger in which the fare model is nearer than the plain rule, so that plain questions get its fare. */
import { env } from 'cloudflare:workers'
import { CABINS } from '../../models/airline/trip'
import { tripBin } from '../../models/airline/trip-bins'
import type { LedgerSummary } from '../../pipelines/answers/evidence/track-record'
import { summaryKey } from '../../workers/answering/ledger-summary'
import { TEST } from './scopes'

/** 100 settled answers of the model, half as far off as the rule. */
const NEARER = { n: 100, model: 10, rule: 20, hits: 0, ruleN: 0, ruleHits: 0 }

/** Call it before the first request: an isolate reads the summary behind its first answer. */
export async function proveFareModel(): Promise<void> {
  const bins = CABINS.flatMap((cabin) =>
    [false, true].map((roundTrip) => tripBin({ cabin, roundTrip }))
  )
  const all = {
    advice: Array.from({ length: 10 }, () => ({ n: 0, hits: 0 })),
    interval: { n: 0, hits: 0 },
    trips: Object.fromEntries(bins.map((bin) => [bin, NEARER])),
    forecasts: {},
  }
  const summary: LedgerSummary = { schema: 1, at: 0, markets: { all } }
  await env.SNAPSHOTS.put(summaryKey(TEST), JSON.stringify(summary))
}
