/** Leases in D1, by the database's own clock: a lease has a single holder. */
import { and, eq, sql } from 'drizzle-orm'
import type { Database } from './database'
import { leases } from './schema'

/** Far more than any step between two renewals takes. */
const LEASE_MS = 60_000

/** Takes or renews the lease; false while another holds it. */
export async function takeLease(db: Database, name: string, holder: string): Promise<boolean> {
  const taken = await db.all(sql`INSERT INTO ${leases} (name, holder, until)
    VALUES (${name}, ${holder}, unixepoch() * 1000 + ${LEASE_MS})
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE holder = excluded.holder OR until < unixepoch() * 1000
    RETURNING name`)
  return taken.length > 0
}

export async function endLease(db: Database, name: string, holder: string): Promise<void> {
  await db.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)))
}

/** Renewing more often would only cost. */
const RENEW_MS = 10_000

/** Undefined when another is at it. `renew`, called at each step, throws when it was lost. */
export async function withLease<T>(
  { db, wallNow }: { readonly db: Database; readonly wallNow: () => number },
  name: string,
  work: (renew: () => Promise<void>) => Promise<T>
): Promise<T | undefined> {
  const holder = crypto.randomUUID()
  if (!(await takeLease(db, name, holder))) return undefined
  let renewedAt = wallNow()
  const renew = async () => {
    if (wallNow() - renewedAt < RENEW_MS) return
    if (!(await takeLease(db, name, holder))) throw new Error(`Lease "${name}" was lost`)
    renewedAt = wallNow()
  }
  try {
    return await work(renew)
  } finally {
    await endLease(db, name, holder)
  }
}
