/** D1 over SQLite, with its limits: 100 parameters, values of 2 MB, atomic batches, a largest size. */
import { DatabaseSync, type SqliteValue } from 'node:sqlite'
import type { Platform } from './platform'

const MAX_PARAMETERS = 100
const MAX_VALUE_BYTES = 2_000_000
const MAX_STATEMENT_BYTES = 100_000

export class FakeDatabase implements D1Database {
  readonly #platform: Platform
  readonly #sqlite = new DatabaseSync(':memory:')

  /** `maxBytes` stands for the platform's 10 GB, so that a test can reach it. */
  constructor(platform: Platform, maxBytes = 10_000_000_000) {
    this.#platform = platform
    const { simulation } = platform
    this.#sqlite.function('unixepoch', { varargs: true }, (...words) =>
      words.length === 0 ? Math.floor(simulation.now / 1000) : simulation.now / 1000
    )
    this.#sqlite.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / 4_096)}`)
  }

  prepare(query: string): FakeStatement {
    return new FakeStatement(this, query, [])
  }

  batch<T = unknown>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    return this.#platform.call('database', 'batch', () => this.#atomic<T>(statements))
  }

  async exec(query: string): Promise<D1ExecResult> {
    await this.#platform.call('database', 'exec', () => this.#sqlite.exec(query))
    return { count: 1, duration: 0 }
  }

  withSession(): D1DatabaseSession {
    throw new Error('FakeDatabase has no sessions')
  }

  dump(): Promise<ArrayBuffer> {
    return Promise.reject(new Error('FakeDatabase has no dump'))
  }

  run<T>(statement: FakeStatement): Promise<D1Result<T>> {
    return this.#platform.call('database', 'query', () => this.execute<T>(statement))
  }

  rows(statement: FakeStatement): Promise<{ names: string[]; rows: unknown[] }> {
    return this.#platform.call('database', 'query', () => {
      const prepared = this.#prepare(statement)
      const names = prepared.columns().map(({ name }) => name)
      // As arrays: two columns of a join may share a name.
      prepared.setReturnArrays(true)
      return { names, rows: wording(() => prepared.all(...statement.values)) }
    })
  }

  /** For checks and migrations, outside of the simulated time. */
  now<T = Record<string, unknown>>(query: string, ...values: unknown[]): T[] {
    return this.execute<T>(this.prepare(query).bind(...values)).results
  }

  /** Its memory is SQLite's, which no garbage collector sees. */
  close(): void {
    this.#sqlite.close()
  }

  /** For migrations, outside of the simulated time. */
  script(sql: string): void {
    this.#sqlite.exec(sql)
  }

  execute<T>(statement: FakeStatement): D1Result<T> {
    const before = this.#totalChanges()
    const rows = wording(() => this.#prepare(statement).all(...statement.values))
    const changes = this.#totalChanges() - before
    const results: T[] = asWire(rows)
    return { success: true, results, meta: metaOf(changes) }
  }

  #prepare({ query, values }: FakeStatement) {
    if (query.length > MAX_STATEMENT_BYTES) throw failure('statement too long: SQLITE_TOOBIG')
    if (values.length > MAX_PARAMETERS) throw failure('too many SQL variables: SQLITE_ERROR')
    if (values.some((value) => sizeOf(value) > MAX_VALUE_BYTES)) {
      throw failure('string or blob too big: SQLITE_TOOBIG')
    }
    return wording(() => this.#sqlite.prepare(query))
  }

  #atomic<T>(statements: readonly D1PreparedStatement[]): D1Result<T>[] {
    this.#sqlite.exec('BEGIN')
    try {
      const results = statements.map((statement) => {
        if (!(statement instanceof FakeStatement))
          throw new Error('a statement of another database')
        return this.execute<T>(statement)
      })
      this.#sqlite.exec('COMMIT')
      return results
    } catch (error) {
      this.#sqlite.exec('ROLLBACK')
      throw error
    }
  }

  #totalChanges(): number {
    return Number(this.#sqlite.prepare('SELECT total_changes() AS n').all()[0]?.n)
  }
}

export class FakeStatement implements D1PreparedStatement {
  readonly #database: FakeDatabase
  readonly query: string
  readonly values: readonly SqliteValue[]

  constructor(database: FakeDatabase, query: string, values: readonly SqliteValue[]) {
    this.#database = database
    this.query = query
    this.values = values
  }

  bind(...values: unknown[]): FakeStatement {
    return new FakeStatement(this.#database, this.query, values.map(boundValue))
  }

  async first<T>(column?: string): Promise<T | null> {
    const { results } = await this.#database.run<Record<string, T> & T>(this)
    const [row] = results
    if (row === undefined) return null
    return column === undefined ? row : (row[column] ?? null)
  }

  run<T = Record<string, unknown>>(): Promise<D1Result<T>> {
    return this.#database.run<T>(this)
  }

  all<T = Record<string, unknown>>(): Promise<D1Result<T>> {
    return this.#database.run<T>(this)
  }

  async raw<T = unknown[]>(options?: { columnNames?: boolean }): Promise<[string[], ...T[]]> {
    const { names, rows } = await this.#database.rows(this)
    return asWire(options?.columnNames ? [names, ...rows] : rows)
  }
}

function boundValue(value: unknown): SqliteValue {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Uint8Array) return value
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  throw new Error(`D1_TYPE_ERROR: Type '${typeof value}' not supported for value '${value}'`)
}

/** D1 sends rows as JSON, BLOBs as arrays of numbers; only the query knows their type. */
function asWire(rows: unknown) {
  return JSON.parse(
    JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? [...value] : value))
  )
}

function sizeOf(value: SqliteValue): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length
  return value instanceof Uint8Array ? value.length : 8
}

/** Errors of SQLite, worded as D1 words them. */
function wording<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw failure(detail.includes('full') ? 'Exceeded maximum DB size' : detail)
  }
}

function failure(detail: string): Error {
  return new Error(`D1_ERROR: ${detail}`)
}

function metaOf(changes: number): D1Meta & Record<string, unknown> {
  return {
    duration: 0,
    size_after: 0,
    rows_read: 0,
    rows_written: changes,
    last_row_id: 0,
    changed_db: changes > 0,
    changes,
  }
}
