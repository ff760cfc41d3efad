/**
 * Runs tasks in the order they came, never two at once. ONNX Runtime Web saves and restores one
 * WASM stack around every run: runs that overlap restore it in the wrong order and leak 64 bytes
 * each, until the runtime dies of "memory access out of bounds" (observed after 75,000 overlaps).
 */
export type Turnstile = <Result>(task: () => Promise<Result>) => Promise<Result>

export function oneAtATime(): Turnstile {
  let last: Promise<unknown> | undefined
  return (task) => {
    const turn = last ? last.then(task, task) : task()
    const leave = () => {
      if (last === settled) last = undefined
    }
    const settled: Promise<void> = turn.then(leave, leave)
    last = settled
    return turn
  }
}
