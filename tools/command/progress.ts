/** Progress on stderr: a bar on a terminal, now and then a line elsewhere. */
import { SingleBar } from 'cli-progress'

export type Progress = { at(value: number): void; end(): void }

export function progressBar(what: string, total = 0): Progress {
  const bar = new SingleBar({
    format: `${what} ${total > 0 ? '{bar} {value}/{total} in {duration_formatted}, about {eta_formatted} left' : '{value}'}`,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5_000,
  })
  bar.start(total, 0)
  return { at: (value) => bar.update(value), end: () => bar.stop() }
}

/** Assumes that remaining steps take as long as the finished ones on average. */
export function secondsLeft(done: number, total: number, elapsedMs: number): number {
  return Math.ceil(((elapsedMs / done) * Math.max(0, total - done)) / 1_000)
}
