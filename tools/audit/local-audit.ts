/** Entries of the audit log for acts of commands on a local state folder, which no server sees. */
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Mode } from '../../pipelines/events/scope'
import { type AuditAction, EMPTY_HEAD, nextEntry } from '../../workers/audit/audit-chain'

/** Appends an act of a command on the state folder to the audit log, in one transaction with it. */
export function withAudit<T>(
  database: DatabaseSync,
  now: number,
  act: () => { readonly result: T; readonly entry: LocalAct }
): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const { result, entry } = act()
    appendLocalEntry(database, entry, now)
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

export type LocalAct = {
  readonly action: AuditAction
  readonly account: string
  readonly mode: Mode
  readonly subject: string
  readonly detail?: Readonly<Record<string, unknown>>
}

const Head = z.object({ sequence: z.number(), hash: z.string() })

function appendLocalEntry(
  database: DatabaseSync,
  { account, detail = {}, ...act }: LocalAct,
  at: number
): void {
  const found = database
    .prepare('SELECT sequence, hash FROM audit_heads WHERE account = ?')
    .get(account)
  const head = found ? Head.parse(found) : EMPTY_HEAD
  const entry = nextEntry(account, head, {
    ...act,
    actor: 'local',
    detail: JSON.stringify(detail),
    at,
  })
  database
    .prepare(
      `INSERT INTO audit_entries (account, sequence, at, action, actor, mode, subject, detail, previous, hash)
       VALUES (:account, :sequence, :at, :action, :actor, :mode, :subject, :detail, :previous, :hash)`
    )
    .run({ ...entry })
  database
    .prepare('INSERT OR REPLACE INTO audit_heads (account, sequence, hash) VALUES (?, ?, ?)')
    .run(account, entry.sequence, entry.hash)
}
