/** DuckDB over the lake: the local one by its files, a deployed one by R2's S3 interface. */

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Scope } from '../../pipelines/events/scope'
import { lakeFiles } from '../server/local-files'
import { createViews, type LakeSource, text } from './lake-views'

export type Where =
  | { readonly stateDir: string; readonly scope: Scope }
  | { readonly remote: Remote; readonly scope: Scope }

export type Remote = {
  readonly accountId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly bucket: string
}

export type Answer = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

export type Lake = {
  ask(sql: string): Promise<Answer>
  /** Writes the rows of a statement into a file, as CSV or Parquet by its ending; returns their number. */
  write(sql: string, file: string): Promise<number>
}

/** A session sees what was compacted in the meantime after at most this time. */
const VIEWS_FRESH_MS = 30_000

export async function openLake(where: Where): Promise<Lake> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  const source =
    'remote' in where ? await remoteSource(connection, where.remote) : localSource(where.stateDir)
  let refreshedAt = 0
  const refresh = async () => {
    await createViews(source, where.scope, (sql) => connection.run(sql))
    refreshedAt = Date.now()
  }
  const fresh = async <T>(work: () => Promise<T>): Promise<T> => {
    if (Date.now() - refreshedAt > VIEWS_FRESH_MS) await refresh()
    return withRefresh(work, refresh)
  }
  return {
    ask: (sql) => fresh(() => answer(connection, sql)),
    write: (sql, file) => fresh(() => copy(connection, sql, file)),
  }
}

/** An object may be replaced between listing and reading; then its file is gone. */
const TRIES = 3

async function withRefresh<T>(work: () => Promise<T>, refresh: () => Promise<void>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const gone = error instanceof Error && /No files found|Cannot open file/.test(error.message)
      if (!gone || tries === TRIES) throw error
      await refresh()
    }
  }
}

async function answer(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const result = await connection.runAndReadAll(sql)
  const wide = result.columnTypes().map((type) => /^(U?BIGINT|U?HUGEINT)$/.test(type.toString()))
  const rows = result
    .getRowsJson()
    .map((row) => row.map((value, column) => (wide[column] ? numberOf(value) : value)))
  return { columns: result.columnNames(), rows }
}

async function copy(connection: DuckDBConnection, sql: string, file: string): Promise<number> {
  const format = formatOf(file)
  const query = sql.trim().replace(/;$/, '')
  const result = await connection.runAndReadAll(`COPY (${query}) TO ${text(file)} (${format})`)
  return Number(result.getRowsJson()[0]?.[0] ?? 0)
}

/** Options of COPY; undefined where the ending names neither format. */
export function formatOf(file: string): string | undefined {
  if (file.endsWith('.csv')) return 'FORMAT csv, HEADER'
  return file.endsWith('.parquet') ? 'FORMAT parquet, COMPRESSION zstd' : undefined
}

/** 64-bit integers arrive as text; those beyond 2^53 stay text. */
function numberOf(value: unknown): unknown {
  const number = Number(value)
  return value !== null && Number.isSafeInteger(number) ? number : value
}

function localSource(stateDir: string): LakeSource {
  return {
    files: async (prefix) => lakeFiles(stateDir, prefix).map(({ path }) => path),
  }
}

async function remoteSource(connection: DuckDBConnection, remote: Remote): Promise<LakeSource> {
  await connection.run('INSTALL httpfs; LOAD httpfs')
  await connection.run(`CREATE SECRET lake (TYPE r2,
    KEY_ID ${text(remote.accessKeyId)}, SECRET ${text(remote.secretAccessKey)},
    ACCOUNT_ID ${text(remote.accountId)})`)
  return {
    async files(prefix, pattern) {
      const path = `r2://${remote.bucket}/${prefix}${pattern}`
      const found = await connection.runAndReadAll(`SELECT file FROM glob(${text(path)}) LIMIT 1`)
      return found.currentRowCount > 0 ? [path] : []
    },
  }
}
