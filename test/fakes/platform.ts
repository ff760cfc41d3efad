/**
 * The path of every call of a binding: time to get there, its planned faults, and time to come
 * back. The work itself is one synchronous step, as it is at the far end.
 */
import type { Simulation } from './simulation'

export type Part = 'lake' | 'database' | 'markets' | 'queue' | 'snapshots'

/** `refused`: nothing happened. `lost`: it happened and the caller gets an error. */
export type How = 'refused' | 'lost'

/** Nothing of a part answers from `from` to `until`, epoch ms. */
export type Outage = { readonly part: Part; readonly from: number; readonly until: number }
/** The nth call of a part, from 1. */
export type Blink = { readonly part: Part; readonly call: number; readonly how: How }

const LATENCY_MS: Readonly<Record<Part, number>> = {
  lake: 40,
  database: 8,
  markets: 12,
  queue: 10,
  snapshots: 15,
}

/** As the platform words them. */
const WORDS: Readonly<Record<Part, string>> = {
  lake: 'We encountered an internal error. Please try again. (10001)',
  database: 'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  markets: 'Network connection lost.',
  queue: 'Queue send failed: Internal Server Error',
  snapshots: 'KV request failed: 503 Service Unavailable',
}

export class Platform {
  readonly simulation: Simulation
  readonly #calls: Record<Part, number> = {
    lake: 0,
    database: 0,
    markets: 0,
    queue: 0,
    snapshots: 0,
  }
  outages: readonly Outage[] = []
  blinks: readonly Blink[] = []
  /** Called at each fault that happens. */
  onFault: (text: string) => void = () => {}

  constructor(simulation: Simulation) {
    this.simulation = simulation
  }

  /** Calls of each part so far. */
  get calls(): Readonly<Record<Part, number>> {
    return this.#calls
  }

  async call<T>(part: Part, operation: string, work: () => T | Promise<T>): Promise<T> {
    this.#calls[part] += 1
    const number = this.#calls[part]
    await this.#travel(part, `${part} ${number} there`)
    const how = this.#isOut(part) ? 'refused' : this.#blinkOf(part, number)
    if (how === 'refused') this.#fail(part, operation, number, how)
    const result = await work()
    await this.#travel(part, `${part} ${number} back`)
    if (how === 'lost') this.#fail(part, operation, number, how)
    return result
  }

  /** From nearly nothing to twice the usual; one in fifty takes twenty times as long. */
  #travel(part: Part, name: string): Promise<void> {
    const { simulation } = this
    const slow = simulation.chance(`${name} slow`) < 0.02 ? 20 : 1
    return simulation.wait(simulation.chance(name) * LATENCY_MS[part] * slow)
  }

  #isOut(part: Part): boolean {
    const { now } = this.simulation
    return this.outages.some((out) => out.part === part && out.from <= now && now < out.until)
  }

  #blinkOf(part: Part, number: number): How | undefined {
    return this.blinks.find((blink) => blink.part === part && blink.call === number)?.how
  }

  #fail(part: Part, operation: string, number: number, how: How): never {
    this.onFault(`${part}.${operation} (call ${number}) ${how}`)
    throw platformError(part)
  }
}

/** Objects mark what may be tried again. */
export function platformError(part: Part, message = WORDS[part]): Error {
  const error = new Error(message)
  return part === 'markets' ? Object.assign(error, { retryable: true, remote: false }) : error
}
