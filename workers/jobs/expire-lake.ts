/**
 * Deletes expired objects: raw after 90 days, curated and the ledger after two years, dead letters,
 * results of checks and snapshots of decisions with raw. In production lifecycle rules do the same;
 * this job covers deployments without them, and rewritten objects that look younger than their
 * data.
 */

import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { DECISION_RECEIPTS } from '../../pipelines/events/message'
import {
  curatedPrefix,
  deadLetterPrefix,
  decisionSnapshotPrefix,
  ledgerPrefix,
  predictionPrefix,
  rawPrefix,
} from '../../pipelines/lake/keys'
import { CURATED_DAYS, RAW_DAYS } from '../../pipelines/lake/retention'
import { firstWritten } from '../lake/first-written'
import { walk } from '../lake/walk'
import { forgetDecisionMessages, forgetDecisions } from '../storage/decision-rows'
import { forgetObjects } from '../storage/lake-objects'
import { forgetLetters } from '../storage/letter-rows'
import { forgetChecks } from '../storage/quality'
import { RECEIPT_DAYS } from './forget-receipts'
import { defineJob, eachScope, type ScopeRun, type Slice } from './runs/run-job'

/** A thousand keys a page; what is left goes five minutes later. */
const PAGES_PER_RUN = 5

export const expireLake = defineJob('expire-lake', 'lake', async (run) => {
  const report = await eachScope(run, expireScope)
  const { db } = run.services
  await forgetDecisionMessages(db, DECISION_RECEIPTS, utcDay(run.at - RECEIPT_DAYS * DAY_MS))
  return report
})

async function expireScope(run: ScopeRun): Promise<Slice> {
  const { services, at, scope } = run
  const older = (days: number) => at - days * DAY_MS
  const raw = await expireBelow(run, 'raw', rawPrefix(scope), older(RAW_DAYS))
  const curated = await expireBelow(run, 'curated', curatedPrefix(scope), older(CURATED_DAYS))
  const letters = await expireBelow(run, 'dead-letters', deadLetterPrefix(scope), older(RAW_DAYS))
  const snapshots = await expireBelow(
    run,
    'snapshots',
    decisionSnapshotPrefix(scope),
    older(RAW_DAYS)
  )
  const ledger = await expireBelow(run, 'ledger', ledgerPrefix(scope), older(CURATED_DAYS))
  const predictions = await expireBelow(
    run,
    'predictions',
    predictionPrefix(scope),
    older(RAW_DAYS)
  )
  await forgetLetters(services.db, scope, older(RAW_DAYS))
  const decisions = await forgetDecisions(services.db, scope, older(RAW_DAYS))
  const checks = await forgetChecks(services.db, scope, older(RAW_DAYS))
  return {
    counts: {
      raw: raw.dropped,
      curated: curated.dropped,
      dead_letters: letters.dropped,
      snapshots: snapshots.dropped,
      ledger: ledger.dropped,
      predictions: predictions.dropped,
      decisions,
      checks,
    },
    more: [raw, curated, letters, snapshots, ledger, predictions].some(({ whole }) => !whole),
  }
}

async function expireBelow(
  { services, renew }: ScopeRun,
  kind: string,
  prefix: string,
  before: number
): Promise<{ dropped: number; whole: boolean }> {
  let dropped = 0
  const whole = await walk(
    services,
    { name: `expire:${kind}:${prefix}`, prefix, maxPages: PAGES_PER_RUN },
    async (page) => {
      await renew()
      const old = page.filter((object) => firstWritten(object) < before).map(({ key }) => key)
      if (old.length === 0) return true
      await services.lake.delete(old)
      await forgetObjects(services.db, old)
      dropped += old.length
      return true
    }
  )
  return { dropped, whole }
}
