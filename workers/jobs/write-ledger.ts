/**
 * Days of the ledger into the lake: all claims of the decisions that were settled on a day, as
 * Parquet. A day is written once it is over; written again it is the same file.
 */

import { utcDay } from '../../models/airline/calendar'
import { Claims } from '../../pipelines/events/claims'
import type { Scope } from '../../pipelines/events/scope'
import { MAX_ROWS, writeRows } from '../../pipelines/lake/curated/parquet'
import type { Row } from '../../pipelines/lake/curated/table'
import { ledgerDayPrefix, ledgerKey } from '../../pipelines/lake/keys'
import { LEDGER, ledgerRows } from '../../pipelines/ledger/ledger-table'
import { Verdict } from '../../pipelines/ledger/verdict'
import { listAll } from '../lake/walk'
import type { Services } from '../services'
import { decisionsSettledOn, type IndexedDecision } from '../storage/decision-rows'
import { markWritten, unwrittenDays } from '../storage/ledger'
import { defineJob, eachScope } from './runs/run-job'

const PAGE = 500
/** A cron makes one a day; a travelling clock may leave many behind. */
const DAYS_PER_RUN = 20

export const writeLedger = defineJob('write-ledger', 'ledger', (run) =>
  eachScope(run, async ({ services, at, scope, renew }) => {
    const counts = { days: 0, files: 0, rows: 0 }
    const days = (await unwrittenDays(services.db, scope)).filter((day) => day < utcDay(at))
    for (const day of days.slice(0, DAYS_PER_RUN)) {
      await renew()
      const { files, rows } = await writeDay(services, scope, day)
      counts.days += 1
      counts.files += files
      counts.rows += rows
    }
    return { counts, more: days.length > DAYS_PER_RUN }
  })
)

async function writeDay(
  { db, lake }: Services,
  scope: Scope,
  day: string
): Promise<{ files: number; rows: number }> {
  const written = new Set<string>()
  let rows: Row[] = []
  let total = 0
  const write = async () => {
    const key = ledgerKey(scope, day, written.size)
    await lake.put(key, writeRows(LEDGER, rows))
    written.add(key)
    total += rows.length
    rows = []
  }
  for (let after = ''; ; ) {
    const page = await decisionsSettledOn(db, scope, day, after, PAGE)
    for (const decision of page) {
      const mine = rowsOf(decision)
      if (rows.length + mine.length > MAX_ROWS) await write()
      rows.push(...mine)
    }
    after = page.at(-1)?.id ?? after
    if (page.length < PAGE) break
  }
  if (rows.length > 0) await write()
  const stale = (await listAll(lake, ledgerDayPrefix(scope, day)))
    .map(({ key }) => key)
    .filter((key) => !written.has(key))
  if (stale.length > 0) await lake.delete(stale)
  await markWritten(db, scope, day)
  return { files: written.size, rows: total }
}

function rowsOf({ verdicts, claims, settledAt, id, ...decision }: IndexedDecision): Row[] {
  if (verdicts === null || settledAt === null) return []
  return ledgerRows(
    { ...decision, decisionId: id, settledAt },
    Claims.parse(JSON.parse(claims)),
    Verdict.array().parse(JSON.parse(verdicts))
  )
}
