/** Keys of backups of the database in the bucket. They belong to the service, not to an account. */
import { z } from 'zod'

export const BACKUP_PREFIX = 'system/backups/'

/** Names the newest complete backup; written after all of its parts. */
export const LATEST_BACKUP = `${BACKUP_PREFIX}latest.json`

export function backupFolder(at: number): string {
  return `${BACKUP_PREFIX}${new Date(at).toISOString()}/`
}

/** Key of a part: rows of one table as gzip lines of JSON. */
export function backupPart(folder: string, table: string, part: number): string {
  return `${folder}${table}-${String(part).padStart(5, '0')}.ndjson.gz`
}

export const BackupManifest = z.object({
  schema: z.literal(1),
  /** Wall clock when it began, epoch ms. What was written later may be missing. */
  at: z.number(),
  folder: z.string(),
  tables: z.record(z.string(), z.object({ rows: z.number(), parts: z.number() })),
})
export type BackupManifest = z.infer<typeof BackupManifest>
