/**
 * Bindings of a Worker that count what the platform would bill. It runs inside the Worker; what is
 * not counted passes unchanged. Native methods need the real binding as `this`.
 */
import type { Counts } from './counts'

/** Queues bill operations of this size. */
const OPERATION_BYTES = 65_536

type Method = (...args: unknown[]) => unknown
type Hook = (args: readonly unknown[], call: () => unknown) => unknown

/** Names of bindings by kind, as wrangler.toml has them. */
export type BindingKinds = Readonly<
  Record<'queues' | 'buckets' | 'namespaces' | 'databases' | 'objects', readonly string[]>
>

export function countedEnv(
  env: Readonly<Record<string, unknown>>,
  kinds: BindingKinds,
  counts: Counts
): Record<string, unknown> {
  const bindings = { ...env }
  const wrap = (names: readonly string[], around: (binding: object) => object) => {
    for (const name of names) {
      const binding = bindings[name]
      if (typeof binding === 'object' && binding !== null) bindings[name] = around(binding)
    }
  }
  wrap(kinds.queues, (queue) => countedQueue(queue, counts))
  wrap(kinds.buckets, (bucket) => countedBucket(bucket, counts))
  wrap(kinds.namespaces, (namespace) => countedKeyValue(namespace, counts))
  wrap(kinds.databases, (database) => countedDatabase(database, counts))
  wrap(kinds.objects, (namespace) => countedObjects(namespace, counts))
  return bindings
}

export function operationsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / OPERATION_BYTES))
}

/** Replaces the methods that have a hook. */
function hooked(target: object, hooks: Readonly<Record<string, Hook>>, other?: Hook): object {
  return new Proxy(target, {
    get(from, key) {
      const value: unknown = Reflect.get(from, key, from)
      if (typeof value !== 'function' || key === 'then') return value
      const hook = typeof key === 'string' ? (hooks[key] ?? other) : undefined
      return (...args: unknown[]) => {
        const call = () => Reflect.apply(value as Method, from, args)
        return hook ? hook(args, call) : call()
      }
    },
  })
}

function countedQueue(queue: object, counts: Counts): object {
  const sent = (body: unknown) => {
    const bytes = sizeOf(body)
    counts.queueBytes += bytes
    counts.queueWrites += operationsOf(bytes)
  }
  return hooked(queue, {
    send: ([body], call) => {
      sent(body)
      return call()
    },
    sendBatch: ([messages], call) => {
      for (const { body } of messages as { body: unknown }[]) sent(body)
      return call()
    },
  })
}

function countedBucket(bucket: object, counts: Counts): object {
  const read: Hook = (_, call) => {
    counts.r2Reads += 1
    return call()
  }
  const write: Hook = ([, value], call) => {
    counts.r2Writes += 1
    counts.r2Bytes += sizeOf(value)
    return call()
  }
  const upload: Hook = async (_, call) => {
    counts.r2Writes += 1
    return hooked((await call()) as object, { uploadPart: write, complete: write, abort: write })
  }
  const list: Hook = (_, call) => {
    counts.r2Writes += 1
    return call()
  }
  return hooked(bucket, { get: read, head: read, put: write, list, createMultipartUpload: upload })
}

function countedKeyValue(namespace: object, counts: Counts): object {
  const write: Hook = ([, value], call) => {
    counts.kvWrites += 1
    counts.kvBytes += sizeOf(value)
    return call()
  }
  const read: Hook = (_, call) => {
    counts.kvReads += 1
    return call()
  }
  return hooked(namespace, {
    get: read,
    getWithMetadata: read,
    put: write,
    delete: write,
    list: write,
  })
}

type Meta = { readonly rows_written?: number; readonly rows_read?: number }
type Result = { readonly meta?: Meta; readonly results?: readonly object[] }

const statements = new WeakMap<object, object>()

function countedDatabase(database: object, counts: Counts): object {
  const add = ({ meta }: Result) => {
    counts.databaseRowsWritten += meta?.rows_written ?? 0
    counts.databaseRowsRead += meta?.rows_read ?? 0
  }
  const counted: Hook = async (_, call) => {
    const result = (await call()) as Result
    add(result)
    return result
  }
  const statement = (real: object): object => {
    const all = Reflect.get(real, 'all') as Method
    const proxy = hooked(real, {
      bind: (_, call) => statement(call() as object),
      run: counted,
      all: counted,
      // `raw` and `first` return no meta. No query of drizzle repeats the name of a column.
      raw: async () => {
        const result = (await Reflect.apply(all, real, [])) as Result
        add(result)
        return (result.results ?? []).map(Object.values)
      },
    })
    statements.set(proxy, real)
    return proxy
  }
  return hooked(database, {
    prepare: (_, call) => statement(call() as object),
    batch: async ([given]) => {
      const real = (given as object[]).map((each) => statements.get(each) ?? each)
      const batch = Reflect.get(database, 'batch') as Method
      const results = (await Reflect.apply(batch, database, [real])) as Result[]
      for (const result of results) add(result)
      return results
    },
  })
}

function countedObjects(namespace: object, counts: Counts): object {
  const called: Hook = (_, call) => {
    counts.objectRequests += 1
    return call()
  }
  const stub: Hook = (_, call) => hooked(call() as object, {}, called)
  return hooked(namespace, { getByName: stub, get: stub })
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
  return value instanceof Blob ? value.size : 0
}
