/** KV as far as a snapshot needs it: one write a second a key, seen elsewhere up to a minute later. */
import type { Platform } from './platform'

const WRITE_EVERY_MS = 1_000
const SEEN_AFTER_MS = 60_000

type Version = { readonly value: string; readonly at: number; readonly seenAt: number }

export class FakeKeyValue {
  readonly #platform: Platform
  readonly #versions = new Map<string, Version[]>()

  constructor(platform: Platform) {
    this.#platform = platform
  }

  get(key: string): Promise<string | null> {
    return this.#platform.call('snapshots', 'get', () => {
      const { now } = this.#platform.simulation
      const seen = this.#versions.get(key)?.filter(({ seenAt }) => seenAt <= now)
      return seen?.at(-1)?.value ?? null
    })
  }

  put(key: string, value: string): Promise<void> {
    return this.#platform.call('snapshots', 'put', () => {
      const { simulation } = this.#platform
      const { now } = simulation
      const versions = this.#versions.get(key) ?? []
      const last = versions.at(-1)
      if (last && now - last.at < WRITE_EVERY_MS)
        throw new Error('KV PUT failed: 429 Too Many Requests')
      const seenAt = now + simulation.chance(`kv ${key} ${now}`) * SEEN_AFTER_MS
      // A newer version is never seen before an older one.
      versions.push({ value, at: now, seenAt: Math.max(seenAt, last?.seenAt ?? 0) })
      this.#versions.set(key, versions)
    })
  }
}
