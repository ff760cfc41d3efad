/** Hands seeds to worker threads that simulate them; see test/faults/seeds.ts. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

const Run = z.object({
  seed: z.number(),
  acknowledged: z.number(),
  steps: z.number(),
  hours: z.number(),
  faults: z.number(),
  violations: z.array(z.string()),
  shortest: z
    .object({
      actions: z.array(z.unknown()),
      faults: z.array(z.unknown()),
      violations: z.array(z.string()),
      trace: z.array(z.string()),
    })
    .optional(),
})
export type RunResult = z.infer<typeof Run>
const Answer = z.union([Run, z.object({ seed: z.number(), error: z.string() })])

export type Seeds = {
  readonly first: number
  readonly runs: number
  readonly threads: number
  readonly shrinkRuns: number
  readonly onProgress: (done: number, of: number) => void
}

export async function runSeeds({ first, runs, threads, shrinkRuns, onProgress }: Seeds) {
  const began = performance.now()
  const results: RunResult[] = []
  let next = first
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('../../test/faults/seeds.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
    })
    try {
      while (next < first + runs) {
        const seed = next
        next += 1
        // A single failing seed gets a short trace; with several, the violations suffice.
        const isFirstFailure = results.every(({ violations }) => violations.length === 0)
        results.push(await answer(worker, { seed, shrinkRuns: isFirstFailure ? shrinkRuns : 0 }))
        onProgress(results.length, runs)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, runs) }, work))
  results.sort((a, b) => a.seed - b.seed)
  return { runs: results, seconds: (performance.now() - began) / 1_000 }
}

function answer(worker: Worker, order: { seed: number; shrinkRuns: number }): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (message) => {
      worker.off('error', reject)
      const result = Answer.parse(message)
      if ('error' in result) reject(new Error(`seed ${result.seed}: ${result.error}`))
      else resolve(result)
    })
    worker.postMessage(order)
  })
}
