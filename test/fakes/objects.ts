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

type Held<T> = {
  readonly storage: ObjectStorage
  living: Living<T> | undefined
  calls: number
  /** The alarm that is in the agenda; a later or dropped one makes it void. */
  alarmDue: number | undefined
}

export class FakeObjects<T extends object> {
  readonly #platform: Platform
  readonly #create: ObjectClass<T>
  readonly #held = new Map<string, Held<T>>()

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
    return [...this.#held.keys()].sort()
  }

  /** Ends the object at once; what is not committed is lost and its callers get an error. */
  abort(name: string, reason: string): void {
    const held = this.#held.get(name)
    if (!held?.living) return
    held.living.isolate.end(reason)
    held.storage.rollback()
    held.living = undefined
  }

  /** Ends it if it has nothing to do, as the platform does. */
  evict(name: string): void {
    if (this.#held.get(name)?.calls === 0) this.abort(name, 'evicted')
  }

  /** For checks, outside of the simulated time: the object as it is after a restart. */
  restored(name: string): T {
    const held = this.#open(name)
    return this.#create({ id: { name }, storage: held.storage, waitUntil: () => {} })
  }

  /** Nothing may be called afterwards. */
  close(): void {
    for (const { storage } of this.#held.values()) storage.close()
  }

  async #run(name: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const held = this.#open(name)
    const { instance, isolate } = this.#wake(name, held)
    held.calls += 1
    try {
      const value: unknown = Reflect.get(instance, method)
      if (typeof value !== 'function') throw new TypeError(`The RPC receiver has no "${method}"`)
      const work = async () => {
        const result: unknown = await Reflect.apply(value, instance, args)
        await this.#platform.simulation.wait(COMMIT_MS)
        held.storage.commit()
        this.#scheduleAlarm(name, held)
        return structuredClone(result)
      }
      return await this.#platform.simulation.within(isolate, work)
    } catch (error) {
      if (isolate.ended) {
        // A crash of its isolate ends it without `abort` being called.
        if (held.living?.isolate === isolate) this.abort(name, 'ended')
        held.storage.rollback()
        held.living = undefined
        throw platformError('markets')
      }
      // A throw undoes nothing that was written before it.
      held.storage.commit()
      throw Object.assign(error instanceof Error ? error : new Error(String(error)), {
        remote: true,
      })
    } finally {
      held.calls -= 1
    }
  }

  #open(name: string): Held<T> {
    const known = this.#held.get(name)
    if (known) return known
    const held = {
      storage: new ObjectStorage(),
      living: undefined,
      calls: 0,
      alarmDue: undefined,
    }
    this.#held.set(name, held)
    return held
  }

  #wake(name: string, held: Held<T>): Living<T> {
    if (held.living && !held.living.isolate.ended) return held.living
    const isolate = new Isolate(`object ${name}`)
    const waitUntil = (promise: Promise<unknown>) => {
      promise.catch(() => {})
    }
    const instance = this.#create({ id: { name }, storage: held.storage, waitUntil })
    held.living = { instance, isolate }
    return held.living
  }

  #scheduleAlarm(name: string, held: Held<T>): void {
    const at = held.storage.alarmAt()
    if (at === null || at === held.alarmDue) return
    held.alarmDue = at
    const { simulation } = this.#platform
    simulation.later(Math.max(0, at - simulation.now), () => {
      if (held.alarmDue === at) this.#alarm(name, held, 0)
    })
  }

  #alarm(name: string, held: Held<T>, tries: number): void {
    const { simulation } = this.#platform
    const { instance, isolate } = this.#wake(name, held)
    held.calls += 1
    const ring = async () => {
      await held.storage.deleteAlarm()
      await instance.alarm?.()
      await simulation.wait(COMMIT_MS)
      held.storage.commit()
      held.alarmDue = undefined
      this.#scheduleAlarm(name, held)
    }
    void simulation
      .within(isolate, ring)
      .catch(() => {
        held.storage.rollback()
        held.living = undefined
        if (tries >= ALARM_RETRIES) return
        simulation.later(ALARM_RETRY_MS * 2 ** tries, () => this.#alarm(name, held, tries + 1))
      })
      .finally(() => {
        held.calls -= 1
      })
  }
}
