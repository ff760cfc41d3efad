/** Rows of audit logs. An entry is appended where the chain ends, however many isolates append. */
import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import {
  type AuditAct,
  type AuditEntry,
  type AuditHead,
  EMPTY_HEAD,
  nextEntry,
} from '../../audit/audit-chain'
import type { Database } from '../database'
import { auditEntries, auditHeads } from './account-schema'

/** Another isolate appended first; so often in a row it is no coincidence. */
const MAX_TRIES = 20

export async function appendEntry(
  db: Database,
  account: string,
  act: AuditAct
): Promise<AuditEntry> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const entry = nextEntry(account, await readHead(db, account), act)
    if (await insertEntry(db, entry)) return entry
  }
  throw new Error(`The audit log of "${account}" is written by too many at once`)
}

/** False when the sequence is taken. The head follows only its own entry. */
async function insertEntry(db: Database, entry: AuditEntry): Promise<boolean> {
  const { account, sequence, hash } = entry
  const [{ meta }] = await db.batch([
    db.insert(auditEntries).values(entry).onConflictDoNothing(),
    db
      .insert(auditHeads)
      .select(
        sql`SELECT account, sequence, hash FROM ${auditEntries}
          WHERE account = ${account} AND sequence = ${sequence} AND hash = ${hash}`
      )
      .onConflictDoUpdate({
        target: auditHeads.account,
        set: { sequence: sql`excluded.sequence`, hash: sql`excluded.hash` },
        setWhere: sql`${auditHeads.sequence} < excluded.sequence`,
      }),
  ])
  return meta.changes > 0
}

/** The end of the chain; without a row of its own, the last entry. */
export async function readHead(db: Database, account: string): Promise<AuditHead> {
  const [head] = await db.select().from(auditHeads).where(eq(auditHeads.account, account))
  if (head) return head
  const [last] = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.account, account))
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  return last ?? EMPTY_HEAD
}

/** Oldest first, beginning after a sequence. */
export function listEntries(
  db: Database,
  account: string,
  after: number,
  limit: number
): Promise<AuditEntry[]> {
  return db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.account, account), gt(auditEntries.sequence, after)))
    .orderBy(asc(auditEntries.sequence))
    .limit(limit)
}

/** The last entry of before an instant. */
export async function headBefore(
  db: Database,
  account: string,
  at: number
): Promise<AuditHead | undefined> {
  const [last] = await db
    .select({ sequence: auditEntries.sequence, hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(eq(auditEntries.account, account), lt(auditEntries.at, at)))
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  return last
}
