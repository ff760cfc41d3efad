/** Runs a worker file's functions in plain Node, over the fakes of the platform and a simulated clock. */
import type { Services } from '../../workers/services'
import { installGlobals } from '../fakes/globals'
import { createFakeLog } from '../fakes/log'
import { run, START } from '../fakes/simulated'
import { createWorld, type World } from '../faults/world'

export type InWorld = World & {
  /** Services at the clock of now, whose log is kept in `lines`. */
  readonly connected: (changes?: Partial<Services>) => Services
  readonly lines: readonly Record<string, unknown>[]
}

export async function inWorld<T>(work: (world: InWorld) => Promise<T>): Promise<T> {
  const world = createWorld(1, START, false)
  const { log, lines } = createFakeLog()
  const restore = installGlobals(world.simulation)
  const connected = (changes: Partial<Services> = {}) => ({ ...world.services(), log, ...changes })
  try {
    return await run(world.platform, () => work({ ...world, connected, lines }))
  } finally {
    restore()
    world.close()
  }
}
