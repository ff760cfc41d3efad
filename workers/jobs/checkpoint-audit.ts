/**
 * Puts the end of each audit log aside once a day, in the lake: a log that was written anew in the
 * database no longer meets it. Goes by the wall clock, as the entries do.
 */
import { DAY_MS, dayNumberAt, utcDay } from '../../models/airline/calendar'
import { writeCheckpoint } from '../lake/audit-checkpoints'
import { headBefore } from '../storage/account/audit-rows'
import { defineJob } from './runs/run-job'

export const checkpointAudit = defineJob('checkpoint-audit', undefined, async (run) => {
  const { lake, db, wallNow } = run.services
  const midnight = dayNumberAt(wallNow()) * DAY_MS
  const accounts = new Set(run.scopes.map(({ account }) => account))
  let written = 0
  for (const account of accounts) {
    const head = await headBefore(db, account, midnight)
    if (!head) continue
    const checkpoint = { day: utcDay(midnight - 1), sequence: head.sequence, hash: head.hash }
    written += Number(await writeCheckpoint(lake, account, checkpoint))
  }
  return { accounts: accounts.size, written }
})
