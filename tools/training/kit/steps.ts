/** Progress of a command that works through a known number of steps: lines for standard error. */
import { secondsLeft } from '../../command/progress'

const ROW_LINE_MS = 5_000

export type Steps = {
  run<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Counts one written training row. */
  row(): void
}

export function createSteps(
  total: number,
  say: (text: string) => void,
  now: () => number = () => performance.now()
): Steps {
  const started = now()
  let done = 0
  let rows = 0
  let nextRowLine = 0
  return {
    async run(name, work) {
      rows = 0
      nextRowLine = now() + ROW_LINE_MS
      say(`Step ${done + 1} of ${total}: ${name}`)
      const result = await work()
      done += 1
      const left = secondsLeft(done, total, now() - started)
      say(`${done} of ${total} steps done, about ${left} s left`)
      return result
    },
    row() {
      rows += 1
      if (rows % 1_000 !== 0 || now() < nextRowLine) return
      nextRowLine = now() + ROW_LINE_MS
      say(`${rows} training rows written`)
    },
  }
}
