/** Jobs of the load generator, and the events it sends. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { dayNumberAt, dayOf } from '../../models/airline/calendar'
import { chance } from '../../pipelines/simulator/world/chance'
import { NETWORK } from '../../pipelines/simulator/world/networks'

const Target = z.object({ url: z.string(), key: z.string() })
/** A request with a body is a POST of JSON. */
const BenchRequest = z.object({ path: z.string(), body: z.string().optional() })
export type BenchRequest = z.infer<typeof BenchRequest>

const Job = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rate'),
    target: Target,
    requests: z.array(BenchRequest).readonly(),
    connections: z.number(),
    seconds: z.number(),
  }),
  z.object({
    kind: z.literal('latency'),
    target: Target,
    requests: z.array(BenchRequest).readonly(),
    seconds: z.number(),
    perSecond: z.number(),
  }),
  z.object({ kind: z.literal('ingest'), target: Target, events: z.number(), run: z.string() }),
])
export type Job = z.infer<typeof Job>

export const Latency = z.object({
  p50: z.number(),
  p99: z.number(),
  workerP50: z.number().nullable(),
  workerP99: z.number().nullable(),
})
export type Latency = z.infer<typeof Latency>

export function jobOf(text: string): Job {
  return Job.parse(JSON.parse(text))
}

export async function load<T>(job: Job, result: z.ZodType<T>): Promise<T> {
  const script = join(import.meta.dirname, 'bench-load.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // Over standard input: bodies are too long for an argument.
  child.stdin.end(JSON.stringify(job))
  const output = await text(child.stdout)
  if (output === '') throw new Error(`The load generator failed at ${job.kind}`)
  return result.parse(JSON.parse(output))
}

const EVENTS_PER_REQUEST = 500
const OFFERS_PER_EVENT = 10
const AIRLINES = ['TP', 'IB', 'AF', 'LH', 'BA', 'KL', 'SK', 'U2', 'FR', 'W6']

/** Searches of the last hour over the simulated markets, 10 offers each, 500 a request. */
export function benchEvents(events: number, run: string, now: number): string[][] {
  const bodies: string[][] = []
  for (let first = 0; first < events; first += EVENTS_PER_REQUEST) {
    const size = Math.min(EVENTS_PER_REQUEST, events - first)
    bodies.push(Array.from({ length: size }, (_, index) => benchEvent(first + index, run, now)))
  }
  return bodies
}

function benchEvent(index: number, run: string, now: number): string {
  const draw = (what: string) => chance(1, `${index}/${what}`)
  const { market } = NETWORK[index % NETWORK.length] ?? { market: 'LIS-JFK' }
  const departure = dayOf(dayNumberAt(now) + 1 + Math.floor(draw('ahead') * 120))
  return JSON.stringify({
    timestamp: new Date(now - Math.floor(draw('ago') * 3_600_000)).toISOString(),
    search_id: `bench-${run}-${index}`,
    user_id: `bench-${index % 1_000}`,
    origin_airport: market.slice(0, 3),
    destination_airport: market.slice(4),
    departure_date: departure,
    number_of_passengers: 1,
    currency: 'EUR',
    cabin_class: 'economy',
    price_offers: Array.from({ length: OFFERS_PER_EVENT }, (_, offer) => ({
      airline: AIRLINES[offer],
      flight_number: `${AIRLINES[offer]}${100 + (index % 50)}`,
      price: Math.round(5_000 + draw(`price/${offer}`) * 40_000) / 100,
      stops: offer % 2,
      duration_minutes: 120 + offer * 20,
      departure_at: `${departure}T${String(6 + offer).padStart(2, '0')}:15:00`,
    })),
    user_location: { country: 'PT' },
  })
}
