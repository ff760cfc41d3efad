/**
 * Checks that a version works: health, its models' golden rows, and an event's way to an insight.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { DAY_MS, type IsoDay, utcDay } from '../../models/airline/calendar'
import type { NativeSearch } from '../../pipelines/wire/native-event'

export type Target = {
  readonly url: string
  /** Routes a request to one version, where the URL alone does not. */
  readonly headers: Readonly<Record<string, string>>
  /** Version that /health must name; undefined where the target has only one. */
  readonly versionId: string | undefined
}

export type Check = { readonly name: string; readonly passed: boolean; readonly detail: string }

export type SmokeParts = {
  readonly target: Target
  /** Key of test mode. */
  readonly key: string
  readonly reach: typeof fetch
  readonly now: number
  /** Time limit of each check. */
  readonly limitMs?: number
  readonly sleep?: (ms: number) => Promise<unknown>
}

const LIMIT_MS = 90_000
const POLL_MS = 500
const REQUEST_LIMIT_MS = 10_000
/** Any market: test keys have markets of their own. */
const MARKET = { origin: 'LIS', destination: 'JFK' }
const DAYS_AHEAD = 30
const SECOND_MS = 1_000
const PRICES = [400, 420, 440, 460, 480]

const Model = z.looseObject({ engine: z.string(), last_error: z.string().nullish() })
const Health = z.looseObject({
  status: z.string(),
  version: z.looseObject({ id: z.string() }).nullish(),
  inference: z.looseObject({ models: z.record(z.string(), Model) }).nullish(),
})
const Posted = z.looseObject({
  data: z.looseObject({ receipt_id: z.string(), accepted: z.number() }),
})
const Receipt = z.looseObject({ data: z.looseObject({ state: z.string() }) })
const Insight = z.looseObject({
  data: z.looseObject({
    status: z.string(),
    evidence: z.looseObject({ observations: z.number(), source: z.string() }),
  }),
})

/** Runs checks in order and stops at the first failure. */
export async function smoke(parts: SmokeParts): Promise<readonly Check[]> {
  const checks: Check[] = []
  for (const [name, check] of CHECKS) {
    try {
      checks.push({ name, passed: true, detail: await check(parts) })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return [...checks, { name, passed: false, detail }]
    }
  }
  return checks
}

const CHECKS: readonly (readonly [string, (parts: SmokeParts) => Promise<string>])[] = [
  ['health', checkHealth],
  ['golden rows', checkModels],
  ['event to insight', checkJourney],
]

async function checkHealth(parts: SmokeParts): Promise<string> {
  return until(parts, async () => {
    const { status, version } = await health(parts)
    const { versionId } = parts.target
    if (versionId !== undefined && version?.id !== versionId) {
      throw new Error(`/health is answered by version ${version?.id ?? '?'}, not ${versionId}`)
    }
    // Waiting dead letters are no fault of this version, and models have a check of their own.
    return `${status}, version ${version?.id ?? 'unnamed'}`
  })
}

/** The Worker opens a model only if it reproduces the golden rows of its manifest; see open-checked.ts. */
async function checkModels(parts: SmokeParts): Promise<string> {
  return until(parts, async () => {
    const { inference } = await health(parts)
    const models = Object.entries(inference?.models ?? {})
    if (models.length === 0) throw new Error('/health names no models')
    for (const [name, { engine, last_error }] of models) {
      if (last_error) throw new Error(`model ${name}: ${last_error}`)
      if (engine === 'baseline') throw new Error(`model ${name} is not open, its baseline answers`)
    }
    return `${models.length} models reproduce theirs`
  })
}

async function checkJourney(parts: SmokeParts): Promise<string> {
  const body = searches(parts.now).map((event) => JSON.stringify(event))
  const posted = Posted.parse(
    await request(parts, '/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: body.join('\n'),
    })
  ).data
  if (posted.accepted !== PRICES.length) {
    throw new Error(`/v1/events accepted ${posted.accepted} of ${PRICES.length} events`)
  }
  await until(parts, async () => {
    const receipt = await request(parts, `/v1/events/receipts/${posted.receipt_id}`)
    const { state } = Receipt.parse(receipt).data
    if (state !== 'counted') throw new Error(`receipt ${posted.receipt_id} is "${state}"`)
    return state
  })
  return until(parts, async () => {
    const answer = Insight.parse(await request(parts, probePath(parts.now)))
    const { status, evidence } = answer.data
    if (evidence.observations < PRICES.length) {
      throw new Error(`the insight rests on ${evidence.observations} fares, not on those just sent`)
    }
    return `${posted.accepted} events counted, insight "${status}" from ${evidence.source}`
  })
}

/**
 * Searches of five shoppers within the last minute; ids differ in each run, so none is a duplicate.
 */
function searches(now: number): NativeSearch[] {
  return PRICES.map((price, index) => ({
    search_id: `smoke-${now}-${index}`,
    timestamp: new Date(now - SECOND_MS * (index + 1)).toISOString(),
    origin_airport: MARKET.origin,
    destination_airport: MARKET.destination,
    departure_date: departure(now),
    number_of_passengers: 1,
    currency: 'EUR',
    cabin_class: 'economy',
    price_offers: [{ airline: 'TP', price, stops: 0 }],
  }))
}

function departure(now: number): IsoDay {
  return utcDay(now + DAYS_AHEAD * DAY_MS)
}

/** The question that probes repeat, about the market that the smoke test filled. */
export function probePath(now: number): string {
  const trip = { ...MARKET, departure_date: departure(now), price: '430' }
  return `/v1/price-insights?${new URLSearchParams(trip)}`
}

async function health(parts: SmokeParts): Promise<z.infer<typeof Health>> {
  return Health.parse(await request(parts, '/health'))
}

async function request(parts: SmokeParts, path: string, init: RequestInit = {}): Promise<unknown> {
  const { target, key, reach } = parts
  const response = await reach(new URL(path, target.url), {
    ...init,
    headers: { ...init.headers, ...target.headers, authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
  })
  const text = await response.text()
  // The body of a degraded /health names the failed part.
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text)
}

/** A new version takes seconds to reach every location; the last failure is reported. */
async function until(parts: SmokeParts, check: () => Promise<string>): Promise<string> {
  const { limitMs = LIMIT_MS, sleep = wait } = parts
  const limit = Date.now() + limitMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > limit) throw error
      await sleep(Math.min(POLL_MS, limitMs))
    }
  }
}
