/** Puts the rows of the newest backup of a local lake into a migrated database. */
import { readFileSync } from 'node:fs'
import type { SQLInputValue } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import {
  type BackupManifest,
  backupPart,
  LATEST_BACKUP,
  BackupManifest as Manifest,
} from '../../pipelines/lake/backup-keys'
import { lakeFiles } from '../server/local-files'
import { withKeys } from '../server/local-keys'

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

export type Restored = { readonly manifest: BackupManifest; readonly rows: number }

export function restoreDatabase(lakeDir: string, stateDir: string): Restored {
  const paths = new Map(
    lakeFiles(lakeDir, 'system/backups/').map(({ key, path }) => [key, path] as const)
  )
  const manifest = Manifest.parse(JSON.parse(readText(paths, LATEST_BACKUP)))
  let rows = 0
  withKeys(stateDir, (database) => {
    database.exec('BEGIN IMMEDIATE')
    for (const [table, { parts }] of Object.entries(manifest.tables)) {
      for (let part = 0; part < parts; part += 1) {
        const lines = readText(paths, backupPart(manifest.folder, table, part))
          .trim()
          .split('\n')
        for (const line of lines) {
          const row = Row.parse(JSON.parse(line))
          const names = Object.keys(row)
          const values: SQLInputValue[] = Object.values(row)
          const places = names.map(() => '?').join()
          database
            .prepare(`INSERT OR REPLACE INTO ${table} (${names.join()}) VALUES (${places})`)
            .run(...values)
          rows += 1
        }
      }
    }
    database.exec('COMMIT')
  })
  return { manifest, rows }
}

function readText(paths: ReadonlyMap<string, string>, key: string): string {
  const path = paths.get(key)
  if (path === undefined) throw new Error(`${key} is not in the lake: run the job backup-database`)
  const bytes = readFileSync(path)
  return key.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
}
