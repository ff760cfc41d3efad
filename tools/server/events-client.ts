/** Posts events and follows their receipts, through restarts, rate limits and broken connections. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const RETRIES = 12
const LONGEST_WAIT_MS = 15_000

const Posted = z.object({
  data: z.object({
    receipt_id: z.string(),
    source: z.string().optional(),
    offers: z.number().optional(),
    accepted: z.number(),
    duplicates: z.number(),
    rejected_count: z.number(),
    rejected: z.array(z.object({ line: z.number(), problem: z.unknown() })),
  }),
})
export type Posted = z.infer<typeof Posted>['data']

const Receipt = z.object({
  data: z.object({
    state: z.string(),
    counted: z.number(),
    repeated: z.number(),
    dead_lettered: z.number(),
  }),
})
export type Receipt = z.infer<typeof Receipt>['data']

/** Every event was counted or dead-lettered, so the receipt is final. */
export function isSettled({ state }: Receipt): boolean {
  return state === 'counted' || state === 'dead_lettered'
}

export type Target = { readonly url: string; readonly key: string }

export async function postEvents(
  target: Target,
  lines: readonly string[],
  idempotencyKey?: string,
  now?: number
): Promise<Posted> {
  const response = await send(target, '/v1/events', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson',
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(now === undefined ? {} : { 'fareline-now': new Date(now).toISOString() }),
    },
    body: lines.join('\n'),
  })
  if (!response.ok) throw new Error(await problemOf(response))
  return Posted.parse(await response.json()).data
}

/** Sends no idempotency key: the searches of a document have the same ids whenever it is read. */
export async function postDocument(target: Target, text: string, now?: number): Promise<Posted> {
  const clock = target.key.startsWith('sk_live_') ? undefined : now
  const response = await send(target, '/v1/events', {
    method: 'POST',
    headers: {
      'content-type': text.trimStart().startsWith('<') ? 'application/xml' : 'application/json',
      ...(clock === undefined ? {} : { 'fareline-now': new Date(clock).toISOString() }),
    },
    body: text,
  })
  if (!response.ok) throw new Error(await problemOf(response))
  return Posted.parse(await response.json()).data
}

/** Undefined when the server does not know the receipt. */
export async function readReceipt(target: Target, id: string): Promise<Receipt | undefined> {
  const response = await send(target, `/v1/events/receipts/${id}`, {})
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(await problemOf(response))
  return Receipt.parse(await response.json()).data
}

export async function waitUntilSettled(target: Target, id: string, everyMs = 100): Promise<void> {
  for (;;) {
    const receipt = await readReceipt(target, id)
    if (!receipt) throw new Error(`${target.url} has lost receipt ${id}`)
    if (isSettled(receipt)) return
    await sleep(everyMs)
  }
}

/** Waits 1, 2, 4, ... times 250 ms between tries, or as long as Retry-After states. */
async function send({ url, key }: Target, path: string, init: RequestInit): Promise<Response> {
  const headers = { ...init.headers, authorization: `Bearer ${key}` }
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(new URL(path, url), { ...init, headers }).catch(
      (error: unknown) => new Error(`${url} does not answer`, { cause: error })
    )
    const passing = response instanceof Error || response.status === 429 || response.status >= 500
    if (!passing) return response
    if (attempt === RETRIES)
      throw response instanceof Error ? response : new Error(await problemOf(response))
    const retryAfterS =
      response instanceof Error ? 0 : Number(response.headers.get('retry-after') ?? 0)
    const backOff = 250 * 2 ** attempt * (1 + Math.random() / 4)
    await sleep(Math.min(Math.max(retryAfterS * 1000, backOff), LONGEST_WAIT_MS))
  }
}

async function problemOf(response: Response): Promise<string> {
  return `${response.status} ${response.url}: ${(await response.text()).slice(0, 500)}`
}
