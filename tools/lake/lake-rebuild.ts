/** Makes markets anew from the raw lake of a server, slice by slice. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Target } from '../server/events-client'

const Slice = z.object({
  data: z.object({
    objects: z.number(),
    events: z.number(),
    decisions: z.number(),
    markets: z.array(z.string()),
    after: z.string().nullable(),
  }),
})
const Problem = z.object({ detail: z.string() })

export type Rebuilt = {
  readonly objects: number
  readonly events: number
  readonly decisions: number
  readonly markets: number
  readonly seconds: number
}

export async function rebuildLake(
  target: Target,
  market: string | undefined,
  onSlice: (events: number) => void = () => {}
): Promise<Rebuilt> {
  const began = performance.now()
  const run = randomUUID()
  const markets = new Set<string>()
  const sum = { objects: 0, events: 0, decisions: 0 }
  for (let after: string | undefined; ; ) {
    const slice = await nextSlice(target, { run, market, after })
    for (const each of slice.markets) markets.add(each)
    sum.objects += slice.objects
    sum.events += slice.events
    sum.decisions += slice.decisions
    onSlice(sum.events)
    if (slice.after === null) break
    after = slice.after
  }
  return { ...sum, markets: markets.size, seconds: (performance.now() - began) / 1000 }
}

async function nextSlice({ url, key }: Target, body: object) {
  const response = await fetch(new URL('/v1/lake:rebuild', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (response.ok) return Slice.parse(answer).data
  throw new Error(`${response.status}: ${Problem.parse(answer).detail}`)
}
