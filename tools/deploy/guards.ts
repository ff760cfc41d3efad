/** May a version take more traffic: its errors and its slowest answers beside the version it replaces. */
import { z } from 'zod'
import type { Cloudflare } from './cloudflare'

/** Invocations of one version since a moment; times in ms. */
export type Measure = {
  readonly requests: number
  readonly errors: number
  readonly p99Ms: number | undefined
}

export type Limits = {
  /** Share of failed requests from which a version is bad, whatever its predecessor's is. */
  readonly errorRate: number
  /** And how many times its predecessor's. */
  readonly errorRatio: number
  /** Times its predecessor's p99 ... */
  readonly p99Ratio: number
  /** ... where it is also slower than this. */
  readonly p99FloorMs: number
  /** Fewer requests say nothing. */
  readonly minRequests: number
}

export const LIMITS: Limits = {
  errorRate: 0.01,
  errorRatio: 2,
  p99Ratio: 1.5,
  p99FloorMs: 100,
  minRequests: 50,
}

/** Undefined when nothing speaks against the version. */
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
  const { p99Ms } = next
  if (p99Ms === undefined || before.p99Ms === undefined) return undefined
  if (p99Ms > limits.p99FloorMs && p99Ms > before.p99Ms * limits.p99Ratio) {
    return `p99 is ${Math.round(p99Ms)} ms (before: ${Math.round(before.p99Ms)} ms)`
  }
  return undefined
}

export function describe({ requests, errors, p99Ms }: Measure): string {
  const slow = p99Ms === undefined ? '' : `, p99 ${Math.round(p99Ms)} ms`
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
 * By Cloudflare's analytics, which are some minutes behind and sampled. Their errors are uncaught
 * exceptions and exceeded limits: answers of status 500 are none, so probes are counted besides.
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
      { ...sum, p99Ms: toMs(quantiles.wallTimeP99) },
    ])
  )
}

export const NO_TRAFFIC: Measure = { requests: 0, errors: 0, p99Ms: undefined }

/** Wall time is given in microseconds. */
function toMs(micros: number | null | undefined): number | undefined {
  return micros === null || micros === undefined ? undefined : micros / 1_000
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
