/** The counter of a Worker: its bindings, its objects and its invocations. Bundled by count-gate.ts. */

import { type BindingKinds, countedEnv, operationsOf } from './counted-env'
import { addRowsRead, countStorage, type Storage } from './counted-storage'
import { type Counts, noCounts } from './counts'

type Bindings = Record<string, unknown>
type Batch = { readonly messages: readonly { readonly body: unknown }[] }
type Context = { readonly storage: Storage }

export function createCounter(kinds: BindingKinds, isolates: number) {
  const counts = noCounts()
  const copies = new WeakMap<object, readonly Bindings[]>()
  const copiesOf = (env: Bindings): readonly Bindings[] => {
    const known = copies.get(env)
    if (known) return known
    const fresh = Array.from({ length: isolates + 1 }, () => countedEnv(env, kinds, counts))
    copies.set(env, fresh)
    return fresh
  }
  // The first serves queues, crons and objects, the others serve requests.
  const own = (env: Bindings) => copiesOf(env)[0] ?? env
  countConsole(counts)
  return {
    env: own,
    request(env: Bindings): Bindings {
      counts.requests += 1
      counts.logEvents += 1
      return copiesOf(env)[1 + Math.floor(Math.random() * isolates)] ?? env
    },
    batch(batch: Batch): Batch {
      counts.queueBatches += 1
      counts.logEvents += 1
      for (const { body } of batch.messages) {
        // A message is read once for each delivery, and deleted by its acknowledgement.
        const operations = operationsOf(typeof body === 'string' ? body.length : 0)
        counts.queueReads += operations
        counts.queueDeletes += operations
      }
      return batch
    },
    cron(): void {
      counts.crons += 1
      counts.logEvents += 1
    },
    alarm(): void {
      counts.objectRequests += 1
      counts.logEvents += 1
    },
    object(context: Context): Context {
      countStorage(context.storage, counts)
      return context
    },
    read(): Counts {
      addRowsRead(counts)
      return counts
    },
  }
}

/** Each line of a Worker's log is an event beside that of its invocation. */
function countConsole(counts: Counts): void {
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    const print = console[level]
    console[level] = (...words: unknown[]) => {
      counts.logEvents += 1
      print(...words)
    }
  }
}
