/** Requests of the bench over all simulated markets, each with its budget. */
import { dayNumber, dayOf, utcDay } from '../../models/airline/calendar'
import { NETWORK } from '../../pipelines/simulator/world/networks'
import type { BenchRequest } from './bench-jobs'

export type BenchCase = {
  readonly what: string
  readonly requests: readonly BenchRequest[]
  /** Answers in one request. */
  readonly items: number
  readonly budget: {
    readonly rate?: string
    /** Worker time of a request, p99, ms. */
    readonly workerMs?: number
  }
}

const AHEAD = [14, 30] as const
const CALENDAR_DAYS = 60
const PAGE = 100
const LARGEST = 500

export const HELLO: BenchCase = {
  what: 'bare Hono hello',
  requests: [{ path: '/' }],
  items: 1,
  budget: {},
}

export function benchCases(now: number): readonly [BenchCase, ...BenchCase[]] {
  return [
    {
      what: 'price insight, warm',
      requests: insights(now),
      items: 1,
      budget: { rate: '>= 0.40 of hello', workerMs: 10 },
    },
    {
      what: 'price insight, flights named',
      requests: newInsights(now),
      items: 1,
      budget: { workerMs: 10 },
    },
    {
      what: 'price insight, explained',
      requests: insights(now, '&explain=true'),
      items: 1,
      budget: { workerMs: 15 },
    },
    {
      what: 'price insight, flights named, explained',
      requests: newInsights(now, '&explain=true'),
      items: 1,
      budget: { workerMs: 15 },
    },
    {
      what: `price-insights:batch, ${PAGE} items`,
      requests: insightBatch(now, PAGE),
      items: PAGE,
      budget: { workerMs: 25 },
    },
    {
      what: `price-predictions, ${LARGEST} items`,
      requests: predictions(now, LARGEST),
      items: LARGEST,
      budget: { rate: '>= 50,000 predictions/s' },
    },
    {
      what: `price-calendar, ${CALENDAR_DAYS} days`,
      requests: calendars(now),
      items: 1,
      budget: { workerMs: 25 },
    },
    {
      what: `quotes:check, ${PAGE} quotes`,
      requests: quoteChecks(now, PAGE),
      items: PAGE,
      budget: {},
    },
  ]
}

/** Every answer evaluates the fare model; for a server that has only ONNX Runtime. */
export function onnxCase(now: number): BenchCase {
  const what = 'price insight, flights named, ONNX Runtime'
  return { what, requests: newInsights(now), items: 1, budget: { rate: '>= 0.25 of hello' } }
}

/** Two departures of every market, repeated, as travellers do. */
function insights(now: number, more = ''): BenchRequest[] {
  return NETWORK.flatMap(({ market }) =>
    AHEAD.map((ahead) => insightRequest(market, now, ahead, more))
  )
}

/** Flights of their own, so that the fare model runs each time; the outlook does not read them. */
function newInsights(now: number, more = ''): BenchRequest[] {
  return NETWORK.flatMap(({ market }) =>
    Array.from({ length: CALENDAR_DAYS }, (_, day) =>
      insightRequest(market, now, day + 1, `&airline=TP&duration_minutes=${180 + day}${more}`)
    )
  )
}

function insightBatch(now: number, items: number): BenchRequest[] {
  return [postOf('/v1/price-insights:batch', { items: trips(now, items) })]
}

/** Each with flights of its own. */
function predictions(now: number, items: number): BenchRequest[] {
  const flights = trips(now, items).map((trip, at) => ({
    ...trip,
    airline: 'TP',
    stops: at % 3,
    duration_minutes: 180 + at,
  }))
  return [postOf('/v1/price-predictions', { items: flights })]
}

function calendars(now: number): BenchRequest[] {
  const [from, to] = [1, CALENDAR_DAYS].map((ahead) => dayIn(now, ahead))
  return NETWORK.map(({ market }) => ({
    path: `/v1/price-calendar?${endsOf(market)}&from=${from}&to=${to}&currency=EUR`,
  }))
}

function quoteChecks(now: number, quotes: number): BenchRequest[] {
  const cached = trips(now, quotes).map((trip, at) => ({
    ...trip,
    quoted_at: new Date(now - at * 600_000).toISOString(),
  }))
  const body = { policy: 'skyscanner', look_budget: quotes / 5, quotes: cached }
  return [postOf('/v1/quotes:check', body)]
}

function insightRequest(market: string, now: number, ahead: number, more: string): BenchRequest {
  const trip = `${endsOf(market)}&departure_date=${dayIn(now, ahead)}&price=200&currency=EUR`
  return { path: `/v1/price-insights?${trip}${more}` }
}

function trips(now: number, count: number) {
  return Array.from({ length: count }, (_, at) => {
    const { market } = NETWORK[at % NETWORK.length] ?? { market: 'LIS-JFK' }
    const departure = dayIn(now, 1 + (at % CALENDAR_DAYS))
    const ends = { origin: market.slice(0, 3), destination: market.slice(4) }
    return { ...ends, departure_date: departure, price: 200, currency: 'EUR' }
  })
}

function postOf(path: string, body: unknown): BenchRequest {
  return { path, body: JSON.stringify(body) }
}

function endsOf(market: string): string {
  return `origin=${market.slice(0, 3)}&destination=${market.slice(4)}`
}

function dayIn(now: number, days: number): string {
  return dayOf(dayNumber(utcDay(now)) + days)
}
