/**
 * Decides whether a version may take more traffic, by its errors and latency beside those of its
 * predecessor.
 */
import { z } from 'zod'
import type { Cloudflare } from './account/cloudflare'

/** Requests to one version since a moment. */
export type Measure = {
  readonly requests: number
  readonly errors: number
  /** Undefined with too few requests. */
  readonly latency: Latency | undefined
}
/** The p99 of traffic; of a few dozen probes the median, since their p99 is the slowest one. */
export type Latency = { readonly of: 'p99' | 'median'; readonly ms: number }

export type Limits = {
  /** Share of failed requests from which a version is bad in any case. */
  readonly errorRate: number
  /** Ratio to the predecessor's share from which it is bad. */
  readonly errorRatio: number
  /** Ratio to the predecessor's latency from which it is bad, */
  readonly latencyRatio: number
  /** if it is also slower than this. */
  readonly latencyFloorMs: number
  /** Fewer requests are no evidence. */
  readonly minRequests: number
}

export const LIMITS: Limits = {
  errorRate: 0.01,
  errorRatio: 2,
  latencyRatio: 1.5,
  latencyFloorMs: 100,
  minRequests: 50,
}

/** Undefined without an objection to the version. */
export function objection(
  next: Measure,
  before: Measure,
  limits: Limits = LIMITS
): string | undefined {
  if (next.requests < limits.minRequests) return undefined
  const rate = next.errors / next.requests
  const usual = before.requests === 0 ? 0 : before.errors / before.requests
  if (rate > limits.errorRate && rate > usual * limits.errorRatio) {
    return `${percent(rate)} of ${next.requests} requests failed (before: ${percent(usual)})`
  }
  return slower(next.latency, before.latency, limits)
}

function slower(
  next: Latency | undefined,
  before: Latency | undefined,
  limits: Limits
): string | undefined {
  if (!next || !before) return undefined
  if (next.ms <= limits.latencyFloorMs || next.ms <= before.ms * limits.latencyRatio) {
    return undefined
  }
  return `${next.of} is ${Math.round(next.ms)} ms (before: ${Math.round(before.ms)} ms)`
}

export function describe({ requests, errors, latency }: Measure): string {
  const slow = latency ? `, ${latency.of} ${Math.round(latency.ms)} ms` : ''
  return `${requests} requests, ${errors} failed${slow}`
}

const Rows = z.looseObject({
  data: z.looseObject({
    viewer: z.looseObject({
      accounts: z.array(
        z.looseObject({
          workersInvocationsAdaptive: z.array(
            z.looseObject({
              dimensions: z.looseObject({ scriptVersion: z.string() }),
              sum: z.looseObject({ requests: z.number(), errors: z.number() }),
              quantiles: z.looseObject({ wallTimeP99: z.number().nullish() }),
            })
          ),
        })
      ),
    }),
  }),
})

const QUERY = `query Versions($account: string!, $script: string!, $versions: [string!], $since: Time!) {
  viewer { accounts(filter: { accountTag: $account }) {
    workersInvocationsAdaptive(limit: 100, filter: {
      scriptName: $script, scriptVersion_in: $versions, datetime_geq: $since
    }) {
      dimensions { scriptVersion }
      sum { requests errors }
      quantiles { wallTimeP99 }
    }
  } }
}`

/**
 * Reads Cloudflare's analytics, which are some minutes behind and sampled. Their errors are
 * uncaught exceptions and exceeded limits: answers of status 500 are none, so probes are counted
 * besides.
 */
export async function measureTraffic(
  api: Cloudflare,
  script: string,
  versions: readonly string[],
  since: number
): Promise<ReadonlyMap<string, Measure>> {
  const answer = await api.graphql(Rows, QUERY, {
    account: api.accountId,
    script,
    versions,
    since: new Date(since).toISOString(),
  })
  const [account] = answer.data.viewer.accounts
  return new Map(
    account?.workersInvocationsAdaptive.map(({ dimensions, sum, quantiles }) => [
      dimensions.scriptVersion,
      { ...sum, latency: p99Of(sum.requests, quantiles.wallTimeP99) },
    ])
  )
}

export const NO_TRAFFIC: Measure = { requests: 0, errors: 0, latency: undefined }

/** A p99 of fewer requests depends on a handful of them. */
const P99_REQUESTS = 500

/** Wall time is given in microseconds. */
function p99Of(requests: number, micros: number | null | undefined): Latency | undefined {
  if (requests < P99_REQUESTS || micros === null || micros === undefined) return undefined
  return { of: 'p99', ms: micros / 1_000 }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
