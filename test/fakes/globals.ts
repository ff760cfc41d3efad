/**
 * Puts the simulated clock, timers, randomness and hashes in place of Node's, which would depend on
 * the machine. Returns what puts the real ones back.
 */
import { hash } from 'node:crypto'
import type { Simulation } from './simulation'

export function installGlobals(simulation: Simulation): () => void {
  const replaced = new Map<string, PropertyDescriptor | undefined>()
  const replace = (name: string, value: unknown) => {
    replaced.set(name, Object.getOwnPropertyDescriptor(globalThis, name))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  const RealDate = Date
  const now = () => Math.floor(simulation.now)
  replace(
    'Date',
    new Proxy(RealDate, {
      construct: (_, args) => Reflect.construct(RealDate, args.length > 0 ? args : [now()]),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    })
  )
  const dropped = new Set<number>()
  let timers = 0
  replace('setTimeout', (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    timers += 1
    const timer = timers
    void simulation.wait(ms).then(() => {
      if (!dropped.delete(timer)) run(...args)
    })
    return timer
  })
  replace('clearTimeout', (timer: number) => dropped.add(timer))
  replace('scheduler', { wait: (ms: number) => simulation.wait(ms) })
  let draws = 0
  replace('crypto', {
    getRandomValues: (bytes: Uint8Array) => {
      draws += 1
      for (const at of bytes.keys()) bytes[at] = simulation.chance(`random ${draws} ${at}`) * 256
      return bytes
    },
    randomUUID: () => {
      draws += 1
      return uuidOf(hash('sha256', `${simulation.chance(`uuid ${draws}`)} ${draws}`, 'hex'))
    },
    subtle: { digest: (_: string, bytes: Uint8Array) => digest(bytes) },
  })
  return () => {
    for (const [name, before] of replaced) {
      if (before) Object.defineProperty(globalThis, name, before)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
}

/** In this turn: the real one is done on another thread, at a time of its own. */
async function digest(bytes: Uint8Array): Promise<ArrayBuffer> {
  const hex = hash('sha256', bytes, 'hex')
  return Uint8Array.from({ length: 32 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)
  ).buffer
}

function uuidOf(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return [...parts, hex.slice(20, 32)].join('-')
}
