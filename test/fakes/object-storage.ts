/**
 * Storage of one Durable Object over SQLite. What a turn writes is one transaction: the platform
 * sends no answer before it is committed, and an object that ends before loses all of it.
 */
import { DatabaseSync, type SqliteValue } from 'node:sqlite'
import { deserialize, serialize } from 'node:v8'

const MAX_VALUE_BYTES = 2_000_000

export class ObjectStorage {
  readonly #sqlite = new DatabaseSync(':memory:')
  #isDirty = false
  readonly kv: SyncKvStorage
  readonly sql: Pick<SqlStorage, 'exec' | 'databaseSize'>

  constructor() {
    this.#sqlite.exec('CREATE TABLE _kv (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID')
    this.#sqlite.exec('CREATE TABLE _alarm (id INTEGER PRIMARY KEY, at INTEGER)')
    this.kv = {
      get: (key) => this.#get(key),
      put: (key, value) => this.#put(key, value),
      delete: (key) => this.#delete(key),
      list: (options) => this.#list(options),
    }
    this.sql = {
      exec: (query, ...bindings) => this.#exec(query, bindings),
      databaseSize: 0,
    }
  }

  /** Its memory is SQLite's, which no garbage collector sees. */
  close(): void {
    this.#sqlite.close()
  }

  transactionSync<T>(work: () => T): T {
    this.#begin()
    this.#sqlite.exec('SAVEPOINT turn')
    try {
      const result = work()
      this.#sqlite.exec('RELEASE turn')
      return result
    } catch (error) {
      this.#sqlite.exec('ROLLBACK TO turn; RELEASE turn')
      throw error
    }
  }

  getAlarm(): Promise<number | null> {
    return Promise.resolve(this.alarmAt())
  }

  setAlarm(at: number | Date): Promise<void> {
    this.#begin()
    this.#sqlite.prepare('INSERT OR REPLACE INTO _alarm VALUES (1, ?)').all(Number(at))
    return Promise.resolve()
  }

  deleteAlarm(): Promise<void> {
    this.#begin()
    this.#sqlite.exec('DELETE FROM _alarm')
    return Promise.resolve()
  }

  alarmAt(): number | null {
    const at = this.#sqlite.prepare('SELECT at FROM _alarm').all()[0]?.at
    return at === undefined || at === null ? null : Number(at)
  }

  commit(): void {
    if (this.#isDirty) this.#sqlite.exec('COMMIT')
    this.#isDirty = false
  }

  rollback(): void {
    if (this.#isDirty) this.#sqlite.exec('ROLLBACK')
    this.#isDirty = false
  }

  #begin(): void {
    if (!this.#isDirty) this.#sqlite.exec('BEGIN')
    this.#isDirty = true
  }

  #get<T>(key: string): T | undefined {
    const value = this.#sqlite.prepare('SELECT value FROM _kv WHERE key = ?').all(key)[0]?.value
    return readValue<T>(value)
  }

  #put(key: string, value: unknown): void {
    const bytes = serialize(value)
    checkSize(bytes)
    this.#begin()
    this.#sqlite.prepare('INSERT OR REPLACE INTO _kv VALUES (?, ?)').all(key, bytes)
  }

  #delete(key: string): boolean {
    this.#begin()
    return this.#sqlite.prepare('DELETE FROM _kv WHERE key = ? RETURNING key').all(key).length > 0
  }

  #list<T>(options: SyncKvListOptions = {}): [string, T][] {
    const { prefix = '', start = '', startAfter = '', end, limit = -1, reverse } = options
    const rows = this.#sqlite
      .prepare(
        `SELECT key, value FROM _kv WHERE substr(key, 1, ?) = ? AND key >= ? AND key > ?
        AND (? IS NULL OR key < ?) ORDER BY key ${reverse ? 'DESC' : 'ASC'} LIMIT ?`
      )
      .all(prefix.length, prefix, start, startAfter, end ?? null, end ?? null, limit)
    return rows.flatMap(({ key, value }): [string, T][] => {
      const found = readValue<T>(value)
      return found === undefined ? [] : [[String(key), found]]
    })
  }

  #exec<T extends Record<string, SqlStorageValue>>(
    query: string,
    bindings: readonly unknown[]
  ): SqlStorageCursor<T> {
    if (!/^\s*(select|with|pragma|explain)/i.test(query)) this.#begin()
    const values = bindings.map(boundOf)
    for (const value of values) if (value instanceof Uint8Array) checkSize(value)
    const statement = this.#sqlite.prepare(query)
    const columnNames = statement.columns().map(({ name }) => name)
    const before = this.#changes()
    const rows: T[] = statement.all(...values).map(rowOf<T>)
    const rowsWritten = this.#changes() - before
    let at = 0
    const next = (): IteratorResult<T, undefined> => {
      const value = rows[at]
      at += 1
      return value === undefined ? { done: true, value } : { done: false, value }
    }
    return {
      next,
      toArray: () => rows.slice(at),
      one: () => {
        const [only] = rows
        if (!only || rows.length > 1) throw new Error(`one() found ${rows.length} rows`)
        return only
      },
      raw: () => {
        throw new Error('ObjectStorage: raw() is not simulated')
      },
      columnNames,
      rowsRead: rows.length,
      rowsWritten,
      [Symbol.iterator]: () => rows.values(),
    }
  }

  #changes(): number {
    return Number(this.#sqlite.prepare('SELECT total_changes() AS n').all()[0]?.n)
  }
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_VALUE_BYTES) throw new Error('string or blob too big: SQLITE_TOOBIG')
}

/** The type is the caller's word, as it is on the platform. */
function readValue<T>(bytes: SqliteValue | undefined): T | undefined {
  return bytes instanceof Uint8Array ? (deserialize(bytes) as T) : undefined
}

function boundOf(value: unknown): SqliteValue {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value
  if (value instanceof Uint8Array) return value
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  throw new Error(`ObjectStorage: ${typeof value} cannot be bound`)
}

function rowOf<T extends Record<string, SqlStorageValue>>(row: Record<string, SqliteValue>): T {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? value.slice().buffer : value,
  ])
  return Object.fromEntries(entries) as T
}
