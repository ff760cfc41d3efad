/**
 * Drops what has been kept long enough: raw 90 days, curated and the ledger two years, dead letters,
 * results of checks and what decisions were made on as long as raw. In production lifecycle rules do the same; this job makes it so where there
 * are none, and where a rewrite has made an object look younger than its data.
 */

import { DAY_MS, utcDay } from '../../models/airline/calendar'
import {
  curatedPrefix,
  deadLetterPrefix,
  decisionSnapshotPrefix,
  ledgerPrefix,
  rawPrefix,
} from '../../pipelines/lake/keys'
import { CURATED_DAYS, RAW_DAYS } from '../../pipelines/lake/retention'
import { DECISION_RECEIPTS } from '../decisions/send-decisions'
import { firstWritten } from '../lake/first-written'
import { walk } from '../lake/walk'
import type { Services } from '../services'
import { readScopes } from '../storage/account/accounts'
import { forgetDecisionMessages, forgetDecisions } from '../storage/decision-rows'
import { forgetObjects } from '../storage/lake-objects'
import { withLease } from '../storage/leases'
import { forgetLetters } from '../storage/letter-rows'
import { forgetChecks } from '../storage/quality'
import { LAKE_LEASE } from './compact-lake'
import { RECEIPT_DAYS } from './forget-receipts'
import type { Job } from './job'

/** A thousand keys a page; what is left goes five minutes later. */
const PAGES_PER_RUN = 5

export const expireLake: Job = async (services, at, scopes) => {
  const report = await withLease(services, LAKE_LEASE, async (renew) => {
    const report = {
      raw: 0,
      curated: 0,
      dead_letters: 0,
      snapshots: 0,
      ledger: 0,
      decisions: 0,
      checks: 0,
      more: false,
    }
    for (const scope of scopes ?? (await readScopes(services.db))) {
      const expire = (what: string, prefix: string, days: number) =>
        expireBelow(services, `expire:${what}`, prefix, at - days * DAY_MS, renew)
      const done = [
        await expire('raw', rawPrefix(scope), RAW_DAYS),
        await expire('curated', curatedPrefix(scope), CURATED_DAYS),
        await expire('dead-letters', deadLetterPrefix(scope), RAW_DAYS),
        await expire('snapshots', decisionSnapshotPrefix(scope), RAW_DAYS),
        await expire('ledger', ledgerPrefix(scope), CURATED_DAYS),
      ] as const
      const [raw, curated, letters, snapshots, ledger] = done
      report.raw += raw.dropped
      report.curated += curated.dropped
      report.dead_letters += letters.dropped
      report.snapshots += snapshots.dropped
      report.ledger += ledger.dropped
      await forgetLetters(services.db, scope, at - RAW_DAYS * DAY_MS)
      report.decisions += await forgetDecisions(services.db, scope, at - RAW_DAYS * DAY_MS)
      report.checks += await forgetChecks(services.db, scope, at - RAW_DAYS * DAY_MS)
      report.more ||= done.some(({ whole }) => !whole)
    }
    await forgetDecisionMessages(services.db, DECISION_RECEIPTS, utcDay(at - RECEIPT_DAYS * DAY_MS))
    return report
  })
  return report ?? { busy: true, more: true }
}

async function expireBelow(
  services: Services,
  name: string,
  prefix: string,
  before: number,
  renew: () => Promise<void>
): Promise<{ dropped: number; whole: boolean }> {
  let dropped = 0
  const whole = await walk(
    services,
    { name: `${name}:${prefix}`, prefix, maxPages: PAGES_PER_RUN },
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
