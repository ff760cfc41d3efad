/** Keys that this command creates: the first administrator's, and one for a smoke test. */
import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNull, like, notLike } from 'drizzle-orm'
import { PERMISSIONS, permissionText } from '../../../pipelines/events/permission'
import { OPERATORS } from '../../../pipelines/events/scope'
import { EMPTY_HEAD, nextEntry } from '../../../workers/audit/audit-chain'
import {
  accounts,
  apiKeys,
  auditEntries,
  auditHeads,
} from '../../../workers/storage/account/account-schema'
import type { RemoteDatabase } from './database'
import type { Run } from './run'

const KEY_BYTES = 24
const SMOKE = 'key_smoke_'
const SCOPES = permissionText(PERMISSIONS)

/**
 * Shows the key before it is stored: a run interrupted between the two has shown a key that does
 * not work yet, rather than stored one that nobody has.
 */
export async function ensureAdminKey(
  run: Run,
  db: RemoteDatabase,
  show: (key: string) => void
): Promise<void> {
  const live = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.mode, 'live'), isNull(apiKeys.revokedAt)))
    .limit(1)
  if (live.length > 0) {
    run.journal.write('admin key', 'kept', 'a live key exists')
    return
  }
  const key = newKey('live')
  show(key)
  const id = `key_${randomBytes(8).toString('hex')}`
  await insertKey(db, { id, key, isLive: true })
  await auditAdminKey(db, id)
  run.journal.write('admin key', 'done', 'the first live key, shown above and never again')
}

/** Appends the creation to the audit log of the operators, which no Worker has written to yet. */
async function auditAdminKey(db: RemoteDatabase, id: string): Promise<void> {
  const [head] = await db.select().from(auditHeads).where(eq(auditHeads.account, OPERATORS))
  const entry = nextEntry(OPERATORS, head ?? EMPTY_HEAD, {
    action: 'key.create',
    actor: 'deploy',
    mode: 'live',
    subject: id,
    detail: '{}',
    at: Date.now(),
  })
  await db.insert(auditEntries).values(entry)
  const { account, sequence, hash } = entry
  await db
    .insert(auditHeads)
    .values({ account, sequence, hash })
    .onConflictDoUpdate({ target: auditHeads.account, set: { sequence, hash } })
}

/**
 * The key is of test mode, so a smoke test never writes live data. It is revoked even when the work
 * fails.
 */
export async function withSmokeKey<T>(
  db: RemoteDatabase,
  now: number,
  work: (key: string) => Promise<T>
): Promise<T> {
  const key = newKey('test')
  const id = `${SMOKE}${randomBytes(8).toString('hex')}`
  await insertKey(db, { id, key, isLive: false })
  try {
    return await work(key)
  } finally {
    await revokeSmokeKeys(db, now)
  }
}

/** Also revokes keys of interrupted runs. */
async function revokeSmokeKeys(db: RemoteDatabase, now: number): Promise<void> {
  await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(like(apiKeys.id, `${SMOKE}%`), isNull(apiKeys.revokedAt)))
}

export async function customerKeys(db: RemoteDatabase): Promise<number> {
  const found = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), notLike(apiKeys.id, `${SMOKE}%`)))
  return found.length
}

async function insertKey(
  db: RemoteDatabase,
  { id, key, isLive }: { readonly id: string; readonly key: string; readonly isLive: boolean }
): Promise<void> {
  await db.insert(accounts).values({ id: OPERATORS, createdAt: Date.now() }).onConflictDoNothing()
  await db
    .insert(apiKeys)
    .values({
      id,
      hash: createHash('sha256').update(key).digest('hex'),
      name: isLive ? 'First administrator' : 'Smoke test of a release',
      account: OPERATORS,
      mode: isLive ? 'live' : 'test',
      scopes: SCOPES,
      createdAt: Date.now(),
    })
    .onConflictDoNothing()
}

function newKey(mode: 'live' | 'test'): string {
  return `sk_${mode}_${randomBytes(KEY_BYTES).toString('base64url')}`
}
