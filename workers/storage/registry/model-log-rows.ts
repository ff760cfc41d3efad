/** The log of the model registry in D1, and the aliases that follow from it. */
import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import { ALIASES, type Aliases, type RegistryAction } from '../../../pipelines/registry/aliases'
import type { Database } from '../database'
import { modelLog } from './registry-schema'

export type ModelLogRow = typeof modelLog.$inferSelect

export type NewLogRow = {
  readonly scope: Scope
  readonly model: string
  readonly at: number
  readonly action: RegistryAction
  readonly alias: (typeof ALIASES)[number] | null
  readonly version: string | null
  readonly share: number | null
  readonly keyId: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

export async function appendLog(db: Database, row: NewLogRow): Promise<void> {
  await db.insert(modelLog).values({ ...row, detail: JSON.stringify(row.detail) })
}

/**
 * Appends where `after` is still the latest entry of the model, 0 for none: of two that decide at once
 * one gets false and must look again.
 */
export async function appendLogAfter(
  db: Database,
  after: number,
  row: NewLogRow
): Promise<boolean> {
  const { scope, model, at, action, alias, version, share, keyId, detail } = row
  const owner = scopeKey(scope)
  const result = await db.run(sql`INSERT INTO ${modelLog}
      (scope, model, at, action, alias, version, share, key_id, detail)
    SELECT ${owner}, ${model}, ${at}, ${action}, ${alias}, ${version}, ${share}, ${keyId},
      ${JSON.stringify(detail)}
    WHERE coalesce((SELECT max(id) FROM ${modelLog}
      WHERE scope = ${owner} AND model = ${model}), 0) = ${after}`)
  return result.meta.changes > 0
}

/** Entries of a model that a history holds. */
export const MOST_ENTRIES = 1_000

/** Oldest first; the newest MOST_ENTRIES of them, up to `at`. */
export async function readLog(
  db: Database,
  scope: Scope,
  model: string,
  at = Number.MAX_SAFE_INTEGER
): Promise<readonly ModelLogRow[]> {
  const rows = await db
    .select()
    .from(modelLog)
    .where(and(eq(modelLog.scope, scope), eq(modelLog.model, model), lte(modelLog.at, at)))
    .orderBy(desc(modelLog.id))
    .limit(MOST_ENTRIES)
  return rows.reverse()
}

const Latest = z.object({
  model: z.string(),
  alias: z.enum(ALIASES),
  version: z.string().nullable(),
  share: z.number().nullable(),
  at: z.number(),
})

/** The aliases of every model that the owner has decided on; a model without an entry is absent. */
export async function aliasesOf(db: Database, scope: Scope): Promise<ReadonlyMap<string, Aliases>> {
  const rows = await db
    .select({
      model: modelLog.model,
      alias: modelLog.alias,
      version: modelLog.version,
      share: modelLog.share,
      at: modelLog.at,
    })
    .from(modelLog)
    .where(
      sql`${modelLog.id} IN (SELECT max(id) FROM ${modelLog}
        WHERE scope = ${scopeKey(scope)} AND alias IS NOT NULL GROUP BY model, alias)`
    )
    .orderBy(asc(modelLog.model))
  const latest = z.array(Latest).parse(rows)
  return new Map(
    [...Map.groupBy(latest, ({ model }) => model)].map(([model, mine]) => [
      model,
      Object.fromEntries(
        mine.flatMap(({ alias, version, share, at: since }) =>
          version === null ? [] : [[alias, { version, share, since }]]
        )
      ),
    ])
  )
}
