/** Receipts that a local server has acknowledged and not yet counted. */
import type { D1Database } from '@cloudflare/workers-types'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { z } from 'zod'
import { type Scope, scopesOf } from '../../pipelines/events/scope'
import { landingPrefix } from '../../pipelines/lake/keys'
import { accounts } from '../../workers/storage/account/account-schema'

type Lake = {
  list(options: { prefix: string; startAfter: string }): Promise<{
    readonly objects: readonly { readonly key: string }[]
    readonly truncated: boolean
  }>
}

/** Receipts with an event that is neither counted nor dead-lettered. */
export async function pendingReceipts(db: D1Database): Promise<string[]> {
  const { results } = await drizzle(db).run(sql`
    SELECT id FROM receipts WHERE accepted >
      (SELECT coalesce(sum(counted + repeated + dead_lettered), 0) FROM receipt_messages
        WHERE receipt_id = receipts.id)`)
  return z
    .array(z.object({ id: z.string() }))
    .parse(results)
    .map(({ id }) => id)
}

/** Both scopes of every account. */
export async function storedScopes(db: D1Database): Promise<readonly Scope[]> {
  const rows = await drizzle(db).select().from(accounts)
  return rows.flatMap(({ id }) => scopesOf(id))
}

/** Receipts whose messages are in the lake, to be sent again. */
export async function landedReceipts(
  lake: Lake,
  scopes: readonly Scope[]
): Promise<ReadonlySet<string>> {
  const landed = new Set<string>()
  for (const prefix of scopes.map(landingPrefix)) {
    let startAfter = prefix
    for (let more = true; more; ) {
      const { objects, truncated } = await lake.list({ prefix, startAfter })
      for (const { key } of objects) landed.add(key.slice(prefix.length).replace('.json', ''))
      startAfter = objects.at(-1)?.key ?? startAfter
      more = truncated
    }
  }
  return landed
}
