/** The meter of one key, at the distance of a far object, with the isolates that spend its leases. */
import { QuotaLeases } from '../../workers/metering/quota-leases'
import { grantLease, type QuotaWindow } from '../../workers/metering/quota-window'
import type { Simulation } from './simulation'

const DISTANCE_MS = 30

export type MeteredIsolates = {
  readonly leases: readonly QuotaLeases[]
  take(isolate: number, units: number): Promise<boolean>
  /** The meter answers nobody while true. */
  away: boolean
  readonly calls: () => number
}

export function meteredIsolates(
  simulation: Simulation,
  count: number,
  limit: number
): MeteredIsolates {
  let window: QuotaWindow | undefined
  let calls = 0
  const isolates: MeteredIsolates = {
    leases: Array.from({ length: count }, (_, index) => new QuotaLeases(`isolate ${index}`)),
    away: false,
    calls: () => calls,
    async take(isolate, units) {
      const taken = await isolates.leases[isolate]?.take('key', units, limit, {
        clock: () => simulation.now,
        wait: (ms) => simulation.wait(ms),
        defer: () => {},
        async lease(request) {
          calls += 1
          await simulation.wait(simulation.chance(`there ${calls}`) * DISTANCE_MS)
          if (isolates.away) throw new Error('Network connection lost.')
          const granted = grantLease(window, request, simulation.now)
          window = granted.window
          await simulation.wait(simulation.chance(`back ${calls}`) * DISTANCE_MS)
          return granted.lease
        },
      })
      return taken?.allowed ?? false
    },
  }
  return isolates
}
