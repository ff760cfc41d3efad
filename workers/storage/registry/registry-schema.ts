/** D1 tables of the model registry: versions that an account uploaded, and the log of its decisions. */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ACTIONS, ALIASES } from '../../../pipelines/registry/aliases'
import { scopeColumn } from '../scope-column'

/** A row a version; its files are in the lake. */
export const modelVersions = sqliteTable(
  'model_versions',
  {
    scope: scopeColumn().notNull(),
    model: text().notNull(),
    version: text().notNull(),
    /** When it was fitted, by its manifest. */
    createdAt: integer('created_at').notNull(),
    uploadedAt: integer('uploaded_at').notNull(),
    keyId: text('key_id').notNull(),
    onnxSha256: text('onnx_sha256').notNull(),
    onnxBytes: integer('onnx_bytes').notNull(),
    /** Rows that it was fitted on. */
    rows: integer().notNull(),
    seed: real().notNull(),
    /** JSON: the part of a lake it was fitted on; null for data sets of files. */
    lake: text(),
    /** JSON: see `Comparison`; null without one. */
    comparison: text(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.model, table.version] })]
)

/** Uploads, promotions, refusals and rollbacks. The latest entry of an alias is its state. */
export const modelLog = sqliteTable(
  'model_log',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scope: scopeColumn().notNull(),
    model: text().notNull(),
    at: integer().notNull(),
    action: text({ enum: ACTIONS }).notNull(),
    alias: text({ enum: ALIASES }),
    version: text(),
    /** Share of the traffic that a challenger answers. */
    share: real(),
    /** Who did it; null for the service itself. */
    keyId: text('key_id'),
    /** JSON: reasons and figures. */
    detail: text().notNull(),
  },
  (table) => [index('model_log_model').on(table.scope, table.model, table.id)]
)
