/** Requests of our own to one version, so that a release in a quiet hour is guarded too. */
import { quantileOf } from '../../models/statistics/quantile'
import type { Latency, Measure } from './guards'
import type { Target } from './smoke'

const LIMIT_MS = 10_000

export type ProbeParts = {
  readonly key: string
  readonly reach: typeof fetch
  readonly path: string
  readonly count: number
}

/** Probes both versions in turns, so that a slow minute of the network affects both. */
export async function probe(
  targets: readonly Target[],
  parts: ProbeParts
): Promise<readonly Measure[]> {
  const times = targets.map((): number[] => [])
  const errors = targets.map(() => 0)
  for (let turn = 0; turn < parts.count; turn += 1) {
    for (const [index, target] of targets.entries()) {
      const started = performance.now()
      const isFailed = await failed(target, parts)
      times[index]?.push(performance.now() - started)
      if (isFailed) errors[index] = (errors[index] ?? 0) + 1
    }
  }
  return targets.map((_, index) => ({
    requests: parts.count,
    errors: errors[index] ?? 0,
    latency: medianOf(times[index] ?? []),
  }))
}

function medianOf(times: readonly number[]): Latency | undefined {
  const ascending = times.toSorted((a, b) => a - b)
  const ms = quantileOf(ascending, 0.5)
  return ms === undefined ? undefined : { of: 'median', ms }
}

async function failed(target: Target, { key, reach, path }: ProbeParts): Promise<boolean> {
  try {
    const response = await reach(new URL(path, target.url), {
      headers: { ...target.headers, authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    await response.arrayBuffer()
    return response.status >= 500
  } catch {
    return true
  }
}
