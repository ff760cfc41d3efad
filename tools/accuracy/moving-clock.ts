/** A served instance under a moving clock: events are counted and questions answered at a given time. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { AccuracyFigures } from '../../pipelines/ledger/accuracy-report'
import { postEvents, type Target, waitUntilSettled } from '../server/events-client'

/** Fewer items than a Worker queues decisions, and time to send them. */
const ITEMS = 400
const SEND_MS = 500
const LINES = 1_000

const Answered = z.object({
  data: z.object({
    items: z.array(
      z.object({
        result: z.string(),
        insight: z
          .object({
            advice: z.object({ action: z.string() }).optional(),
            lowest_price: z.object({ amount: z.string() }).optional(),
          })
          .optional(),
      })
    ),
  }),
})
export type AnsweredTrip = z.infer<typeof Answered>['data']['items'][number]

/** Returns when every line is counted. */
export async function countAt(
  target: Target,
  lines: readonly string[],
  clock: number
): Promise<void> {
  for (let first = 0; first < lines.length; first += LINES) {
    const some = lines.slice(first, first + LINES)
    const { receipt_id } = await postEvents(target, some, undefined, clock)
    await waitUntilSettled(target, receipt_id, 50)
  }
}

/** Answers in the order of the trips, which have the fields of GET /v1/price-insights. */
export async function answersAt(
  target: Target,
  trips: readonly object[],
  clock: number
): Promise<readonly AnsweredTrip[]> {
  const answers: AnsweredTrip[] = []
  for (let first = 0; first < trips.length; first += ITEMS) {
    const items = trips.slice(first, first + ITEMS)
    const response = await fetch(new URL('/v1/price-insights:batch', target.url), {
      method: 'POST',
      headers: { ...headers(target, clock), 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    })
    const { data } = Answered.parse(await bodyOf(response))
    answers.push(...data.items)
    await sleep(SEND_MS)
  }
  return answers
}

/** `scope` is "all", or a market as "market:LIS-JFK". */
export async function accuracyAt(
  target: Target,
  clock: number,
  scope = 'all'
): Promise<AccuracyFigures> {
  const url = new URL(`/v1/accuracy?window=P730D&scope=${scope}`, target.url)
  const response = await fetch(url, { headers: headers(target, clock) })
  return z.object({ data: AccuracyFigures }).parse(await bodyOf(response)).data
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.status}: ${(await response.text()).slice(0, 300)}`)
  return response.json()
}

function headers({ key }: Target, clock: number) {
  return { authorization: `Bearer ${key}`, 'fareline-now': new Date(clock).toISOString() }
}
