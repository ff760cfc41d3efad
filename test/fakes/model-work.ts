/** The part of Services that models use, under a hand-turned clock. */
import type { ModelWork } from '../../workers/inference/deployment-state'
import { createFakeLog, type FakeLog } from './log'

export type FakeModelWork = {
  readonly work: ModelWork
  readonly clock: { now: number }
  readonly lines: FakeLog['lines']
  /** Everything behind the answers is done. */
  settled(): Promise<void>
}

export function createModelWork(): FakeModelWork {
  const { log, lines } = createFakeLog()
  const clock = { now: 0 }
  const pending: Promise<unknown>[] = []
  return {
    work: { log, wallNow: () => clock.now, defer: (work) => pending.push(work) },
    clock,
    lines,
    async settled() {
      await Promise.all(pending.splice(0))
    },
  }
}
