/**
 * Counts rows and bytes that Durable Objects write. Their storage is native and checks its `this`,
 * so its prototypes are patched, once for all objects of the isolate.
 */
import type { Counts } from './counts'

type Method = (this: unknown, ...args: unknown[]) => unknown
type Cursor = { readonly rowsWritten: number; readonly rowsRead: number }

let isPatched = false
const cursors: Cursor[] = []

/** The part of an object's storage that is counted. */
export type Storage = { readonly sql: object; readonly kv: object }

export function countStorage(storage: Storage, counts: Counts): void {
  if (isPatched) return
  isPatched = true
  const written = (value: unknown) => {
    counts.objectRowsWritten += 1
    counts.objectBytes += bytesOf(value)
  }
  patch(storage.sql, 'exec', (call, [, ...bindings]) => {
    const cursor = call() as Cursor
    counts.objectRowsWritten += cursor.rowsWritten
    if (cursor.rowsWritten > 0) for (const each of bindings) counts.objectBytes += bytesOf(each)
    else cursors.push(cursor)
    return cursor
  })
  patch(storage.kv, 'put', (call, [, value]) => {
    written(value)
    return call()
  })
  patch(storage.kv, 'delete', (call) => {
    counts.objectRowsWritten += 1
    return call()
  })
  patch(storage.kv, 'get', (call) => {
    counts.objectRowsRead += 1
    return call()
  })
  patch(storage, 'put', (call, [first, second]) => {
    const values = typeof first === 'object' ? Object.values(first ?? {}) : [second]
    for (const value of values) written(value)
    return call()
  })
  // Cloudflare bills setting an alarm as a row written.
  patch(storage, 'setAlarm', (call) => {
    counts.objectRowsWritten += 1
    return call()
  })
}

/** A cursor counts what it read while it is read, so reads are added afterwards. */
export function addRowsRead(counts: Counts): void {
  for (const { rowsRead } of cursors.splice(0)) counts.objectRowsRead += rowsRead
}

function patch(
  owner: object,
  name: string,
  around: (call: () => unknown, args: readonly unknown[]) => unknown
): void {
  const prototype: object = Object.getPrototypeOf(owner)
  const method = Reflect.get(prototype, name) as Method
  const counted: Method = function (...args) {
    return around(() => Reflect.apply(method, this, args), args)
  }
  Reflect.set(prototype, name, counted)
}

/** Structured values by the size of their typed arrays and text, which is nearly all of them. */
function bytesOf(value: unknown): number {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === 'string') return value.length
  if (value instanceof Map) return bytesOf([...value.entries()])
  if (value instanceof Set) return bytesOf([...value])
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, each]) => {
    return sum + (Array.isArray(value) ? 0 : key.length) + bytesOf(each)
  }, 0)
}
