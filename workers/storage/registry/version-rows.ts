/** Versions of models that an account uploaded, in D1. */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Scope } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { modelVersions } from './registry-schema'

export type VersionRow = typeof modelVersions.$inferSelect

/** Newest versions of a model that a list holds. */
export const MOST_VERSIONS = 100

/** False where the version is known already: a version never changes. */
export async function addVersion(db: Database, row: VersionRow): Promise<boolean> {
  const added = await db
    .insert(modelVersions)
    .values(row)
    .onConflictDoNothing()
    .returning({ version: modelVersions.version })
  return added.length > 0
}

export async function findVersion(
  db: Database,
  scope: Scope,
  model: string,
  version: string
): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(modelVersions)
    .where(ofVersion(scope, model, version))
    .limit(1)
  return row
}

export type ListedVersion = Omit<VersionRow, 'comparison'> & { readonly compared: boolean }

/** Newest first; without the comparisons, which are large. */
export async function listVersions(
  db: Database,
  scope: Scope,
  model: string
): Promise<readonly ListedVersion[]> {
  const { comparison, ...columns } = {
    scope: modelVersions.scope,
    model: modelVersions.model,
    version: modelVersions.version,
    createdAt: modelVersions.createdAt,
    uploadedAt: modelVersions.uploadedAt,
    keyId: modelVersions.keyId,
    onnxSha256: modelVersions.onnxSha256,
    onnxBytes: modelVersions.onnxBytes,
    rows: modelVersions.rows,
    seed: modelVersions.seed,
    lake: modelVersions.lake,
    comparison: modelVersions.comparison,
  }
  const rows = await db
    .select({ ...columns, compared: sql<number>`${comparison} IS NOT NULL` })
    .from(modelVersions)
    .where(and(eq(modelVersions.scope, scope), eq(modelVersions.model, model)))
    .orderBy(desc(modelVersions.uploadedAt), desc(modelVersions.version))
    .limit(MOST_VERSIONS)
  return rows.map(({ compared, ...row }) => ({ ...row, compared: compared === 1 }))
}

function ofVersion(scope: Scope, model: string, version: string) {
  return and(
    eq(modelVersions.scope, scope),
    eq(modelVersions.model, model),
    eq(modelVersions.version, version)
  )
}
