/**
 * `Server-Timing`: where the time of an answer went. In production the Worker's clock moves only
 * when I/O completes, so pure computation shows as 0 there; locally it is real.
 */
export type Timing = { readonly part: string; readonly ms: number }[]

export async function timed<T>(timing: Timing, part: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    timing.push({ part, ms: performance.now() - start })
  }
}

export function serverTiming(timing: Timing, totalMs: number): string {
  const parts = timing.map(({ part, ms }) => `${part};dur=${ms.toFixed(3)}, `).join('')
  return `${parts}total;dur=${totalMs.toFixed(3)}`
}
