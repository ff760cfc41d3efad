/**
 * Where an invocation or an object runs. It may end at any await: what it waits for never comes, and
 * no finally block runs. What it has received counts against its memory until it ends; CPU time is not counted,
 * because a simulated clock has none.
 */

/** The platform's limit, for all that runs in the isolate together with the bundle. */
const MEMORY_BYTES = 128_000_000
/** The built Worker with its WebAssembly, in memory before any work. */
const BUNDLE_BYTES = 40_000_000

export class IsolateEnded extends Error {}

export class Isolate {
  readonly name: string
  readonly ending: Promise<never>
  #reject: (reason: IsolateEnded) => void = () => {}
  #ended = false
  #bytes = BUNDLE_BYTES

  constructor(name: string) {
    this.name = name
    this.ending = new Promise<never>((_, reject) => {
      this.#reject = reject
    })
    // An isolate that ends when no caller waits is no unhandled rejection.
    this.ending.catch(() => {})
  }

  get ended(): boolean {
    return this.#ended
  }

  end(reason: string): void {
    if (this.#ended) return
    this.#ended = true
    this.#reject(new IsolateEnded(`${this.name}: ${reason}`))
  }

  /** Bytes that arrive in the isolate and may still be referenced. */
  receive(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > MEMORY_BYTES) this.end('exceeded 128 MB of memory')
  }
}
