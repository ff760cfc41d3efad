/**
 * Writes the rows that nothing else holds into the bucket. Events are in the raw lake, from which
 * markets and their index are made anew; days are filled by a backfill; receipts and runs of jobs
 * only report progress.
 */

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { DAY_MS } from '../../models/airline/calendar'
import {
  BACKUP_PREFIX,
  BackupManifest,
  backupFolder,
  backupPart,
  LATEST_BACKUP,
} from '../../pipelines/lake/backup-keys'
import { deflate } from '../lake/raw-text'
import { listAll } from '../lake/walk'
import type { Services } from '../services'

export const BACKED_UP = [
  'accounts',
  'api_keys',
  'audit_entries',
  'audit_heads',
  'alert_rules',
  'webhook_endpoints',
  'model_versions',
  'model_log',
  'alerts',
  'incidents',
  'watch_limits',
  'erasures',
  'exchange_rates',
  'dead_letters',
  // A decision that was settled must not be settled again.
  'decisions',
  'ledger_cells',
] as const

/** A row is at most 2 MB, and mostly below 1 KB. */
const ROWS_PER_PART = 500
/** Bounds the CPU of a run. */
const MOST_PARTS = 400
const KEPT_MS = 2 * DAY_MS

const Row = z.looseObject({ backup_row: z.number() })

/** Undefined when the tables have more rows than one run takes: then the backup before it stays. */
export async function backUp(services: Services): Promise<BackupManifest | undefined> {
  const { lake, wallNow } = services
  const at = wallNow()
  const folder = backupFolder(at)
  const tables: BackupManifest['tables'] = {}
  let parts = 0
  for (const table of BACKED_UP) {
    const written = await writeTable(services, folder, table, MOST_PARTS - parts)
    if (!written) return undefined
    tables[table] = written
    parts += written.parts
  }
  const manifest = BackupManifest.parse({ schema: 1, at, folder, tables })
  await lake.put(LATEST_BACKUP, JSON.stringify(manifest))
  await dropOlder(lake, at - KEPT_MS)
  return manifest
}

async function writeTable(
  { db, lake }: Services,
  folder: string,
  table: string,
  mostParts: number
): Promise<{ rows: number; parts: number } | undefined> {
  let rows = 0
  for (let after = 0, part = 0; ; part += 1) {
    const page = z.array(Row).parse(
      await db.all(sql`SELECT rowid AS backup_row, * FROM ${sql.identifier(table)}
        WHERE rowid > ${after} ORDER BY rowid LIMIT ${ROWS_PER_PART}`)
    )
    const last = page.at(-1)
    if (!last) return { rows, parts: part }
    if (part === mostParts) return undefined
    const lines = page.map(({ backup_row: _, ...row }) => `${JSON.stringify(row)}\n`)
    await lake.put(backupPart(folder, table, part), deflate(lines.join('')))
    rows += page.length
    after = last.backup_row
  }
}

async function dropOlder(lake: R2Bucket, before: number): Promise<void> {
  const objects = await listAll(lake, BACKUP_PREFIX)
  const old = objects
    .map(({ key }) => key)
    .filter((key) => key !== LATEST_BACKUP && key < backupFolder(before))
  for (let at = 0; at < old.length; at += 1_000) await lake.delete(old.slice(at, at + 1_000))
}
