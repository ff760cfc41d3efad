/** Runs a piece of asynchronous work on a simulated clock, for the tests of the fakes. */
import { DAY_MS } from '../../models/airline/calendar'
import { Platform } from './platform'
import { Simulation } from './simulation'

export const START = Date.UTC(2026, 0, 20, 10)

export function platformOf(seed = 1): Platform {
  return new Platform(new Simulation(seed, START))
}

/** Resolves as the work does; the clock moves as far as it needs. */
export async function run<T>({ simulation }: Platform, work: () => Promise<T>): Promise<T> {
  const done = work()
  done.catch(() => {})
  await simulation.runUntil(simulation.now + DAY_MS)
  return done
}
