/**
 * A clock that only moves when nothing else is left to do. Everything asynchronous waits in one
 * agenda, so a seed decides the order of all steps, and the same seed gives the same run.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { chance } from '../../pipelines/simulator/world/chance'
import { Agenda } from './agenda'
import { Isolate } from './isolate'

export class Simulation {
  now: number
  readonly #seed: number
  readonly #agenda = new Agenda()
  readonly #current = new AsyncLocalStorage<Isolate>()
  #steps = 0
  /** Steps at which the isolate whose turn it is ends in place of going on. */
  crashes: ReadonlySet<number> = new Set()
  onCrash: (isolate: Isolate) => void = () => {}

  constructor(seed: number, startsAt: number) {
    this.#seed = seed
    this.now = startsAt
  }

  /** In [0, 1). By name, so that leaving one fault out of a run changes no other draw. */
  chance(name: string): number {
    return chance(this.#seed, name)
  }

  /** Continuations run so far; a crash names one of them. */
  get steps(): number {
    return this.#steps
  }

  get isolate(): Isolate | undefined {
    return this.#current.getStore()
  }

  /** Runs at a later time, outside of every isolate. */
  later(ms: number, run: () => void): void {
    this.#agenda.add(this.now + ms, { run, isolate: undefined })
  }

  /** Never resolves once the isolate that waits has ended. */
  wait(ms: number): Promise<void> {
    const { isolate } = this
    return new Promise((resolve) => {
      this.#agenda.add(this.now + ms, { run: resolve, isolate })
    })
  }

  /** Work in an isolate of its own; rejects with IsolateEnded when the isolate ends before it. */
  inIsolate<T>(name: string, work: (isolate: Isolate) => Promise<T>): Promise<T> {
    const isolate = new Isolate(name)
    return this.within(isolate, () => work(isolate))
  }

  within<T>(isolate: Isolate, work: () => Promise<T>): Promise<T> {
    return Promise.race([isolate.ending, this.#current.run(isolate, work)])
  }

  /** Until the agenda is empty or its next step is later; the clock then stands at `until`. */
  async runUntil(until: number): Promise<void> {
    for (;;) {
      await settled()
      const entry = this.#agenda.takeUntil(until)
      if (!entry) break
      this.now = Math.max(this.now, entry.at)
      const { run, isolate } = entry.work
      if (isolate?.ended) continue
      this.#steps += 1
      if (isolate && this.crashes.has(this.#steps)) {
        this.onCrash(isolate)
        isolate.end(`killed at step ${this.#steps}`)
      } else run()
    }
    this.now = Math.max(this.now, until)
  }
}

/** Every promise that can go on by itself has. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
