/**
 * A namespace of Durable Objects that runs the real class. Calls and answers are copies; an answer
 * leaves once its writes are committed. An object may be evicted when idle, end before its commit, or throw
 * after it.
 */
import { Isolate } from './isolate'
import { ObjectStorage } from './object-storage'
import { type Platform, platformError } from './platform'

/** A commit reaches the disks of several machines. */
const COMMIT_MS = 4
const ALARM_RETRY_MS = 2_000
const ALARM_RETRIES = 6

export type ObjectContext = {
  readonly id: { readonly name: string }
  readonly storage: ObjectStorage
  waitUntil(promise: Promise<unknown>): void
}
export type ObjectClass<T> = (context: ObjectContext) => T & { alarm?(): Promise<void> }

type Living<T> = { readonly instance: T & { alarm?(): Promise<void> }; readonly isolate: Isolate }

type Entry<T> = {
  readonly storage: ObjectStorage
  living: Living<T> | undefined
  calls: number
  /** The alarm that is in the agenda; a later or dropped one makes it void. */
  alarmDue: number | undefined
}

export class FakeObjects<T extends object> {
  readonly #platform: Platform
  readonly #create: ObjectClass<T>
  readonly #entry = new Map<string, Entry<T>>()

  constructor(platform: Platform, create: ObjectClass<T>) {
    this.#platform = platform
    this.#create = create
  }

  /** A stub: every method of the class as a call over the network. */
  getByName(name: string): T {
    const call = (method: string, args: readonly unknown[]) =>
      this.#platform.call('markets', method, () => this.#run(name, method, args))
    return new Proxy(Object.create(null), {
      get: (_, method) =>
        // A stub is no promise.
        typeof method === 'string' && method !== 'then'
          ? (...args: unknown[]) => call(method, structuredClone(args))
          : undefined,
    })
  }

  names(): string[] {
    return [...this.#entry.keys()].sort()
  }

  /** Ends the object at once; what is not committed is lost and its callers get an error. */
  abort(name: string, reason: string): void {
    const entry = this.#entry.get(name)
    if (!entry?.living) return
    entry.living.isolate.end(reason)
    entry.storage.rollback()
    entry.living = undefined
  }

  /** Ends it if it has nothing to do, as the platform does. */
  evict(name: string): void {
    if (this.#entry.get(name)?.calls === 0) this.abort(name, 'evicted')
  }

  /** For checks, outside of the simulated time: the object as it is after a restart. */
  restored(name: string): T {
    const entry = this.#open(name)
    return this.#create({ id: { name }, storage: entry.storage, waitUntil: () => {} })
  }

  /** Nothing may be called afterwards. */
  close(): void {
    for (const { storage } of this.#entry.values()) storage.close()
  }

  async #run(name: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const entry = this.#open(name)
    const { instance, isolate } = this.#wake(name, entry)
    entry.calls += 1
    try {
      const value: unknown = Reflect.get(instance, method)
      if (typeof value !== 'function') throw new TypeError(`The RPC receiver has no "${method}"`)
      const work = async () => {
        const result: unknown = await Reflect.apply(value, instance, args)
        await this.#platform.simulation.wait(COMMIT_MS)
        entry.storage.commit()
        this.#scheduleAlarm(name, entry)
        return structuredClone(result)
      }
      return await this.#platform.simulation.within(isolate, work)
    } catch (error) {
      if (isolate.ended) {
        // A crash of its isolate ends it without `abort` being called.
        if (entry.living?.isolate === isolate) this.abort(name, 'ended')
        entry.storage.rollback()
        entry.living = undefined
        throw platformError('markets')
      }
      // A throw undoes nothing that was written before it.
      entry.storage.commit()
      throw Object.assign(error instanceof Error ? error : new Error(String(error)), {
        remote: true,
      })
    } finally {
      entry.calls -= 1
    }
  }

  #open(name: string): Entry<T> {
    const known = this.#entry.get(name)
    if (known) return known
    const entry = {
      storage: new ObjectStorage(),
      living: undefined,
      calls: 0,
      alarmDue: undefined,
    }
    this.#entry.set(name, entry)
    return entry
  }

  #wake(name: string, entry: Entry<T>): Living<T> {
    if (entry.living && !entry.living.isolate.ended) return entry.living
    const isolate = new Isolate(`object ${name}`)
    const waitUntil = (promise: Promise<unknown>) => {
      promise.catch(() => {})
    }
    const instance = this.#create({ id: { name }, storage: entry.storage, waitUntil })
    entry.living = { instance, isolate }
    return entry.living
  }

  #scheduleAlarm(name: string, entry: Entry<T>): void {
    const at = entry.storage.alarmAt()
    if (at === null || at === entry.alarmDue) return
    entry.alarmDue = at
    const { simulation } = this.#platform
    simulation.later(Math.max(0, at - simulation.now), () => {
      if (entry.alarmDue === at) this.#alarm(name, entry, 0)
    })
  }

  #alarm(name: string, entry: Entry<T>, tries: number): void {
    const { simulation } = this.#platform
    const { instance, isolate } = this.#wake(name, entry)
    entry.calls += 1
    const ring = async () => {
      await entry.storage.deleteAlarm()
      await instance.alarm?.()
      await simulation.wait(COMMIT_MS)
      entry.storage.commit()
      entry.alarmDue = undefined
      this.#scheduleAlarm(name, entry)
    }
    void simulation
      .within(isolate, ring)
      .catch(() => {
        entry.storage.rollback()
        entry.living = undefined
        if (tries >= ALARM_RETRIES) return
        simulation.later(ALARM_RETRY_MS * 2 ** tries, () => this.#alarm(name, entry, tries + 1))
      })
      .finally(() => {
        entry.calls -= 1
      })
  }
}
