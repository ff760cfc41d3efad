/** Sends requests for the features of a market: at a pace the server holds, and in bursts beyond its places. */
import { Agent, request } from 'node:http'
import type { Target } from '../server/events-client'

/** A request that takes longer has timed out. */
const TIMEOUT_MS = 10_000

export type Answered = { readonly status: number; readonly ms: number }

export type Burst = {
  readonly admitted: readonly number[]
  readonly refused: readonly number[]
  /** Requests without an answer, or with any other status. */
  readonly failed: number
  /** Refusals without Retry-After. */
  readonly silent: number
}

function ask(agent: Agent, { url, key }: Target, path: string) {
  return new Promise<Answered & { readonly retryAfter: boolean }>((resolve) => {
    const began = performance.now()
    const end = (status: number, retryAfter = false) =>
      resolve({ status, ms: performance.now() - began, retryAfter })
    const headers = { authorization: `Bearer ${key}` }
    const sent = request(new URL(path, url), { agent, headers, timeout: TIMEOUT_MS })
    sent.on('response', (response) =>
      response
        .resume()
        .on('end', () => end(response.statusCode ?? 0, 'retry-after' in response.headers))
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', () => end(0)).end()
  })
}

/** Milliseconds of requests that `atOnce` senders send, each its next when it has its answer. */
export async function steady(
  target: Target,
  path: string,
  atOnce: number,
  seconds: number
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const until = performance.now() + seconds * 1_000
  const millis: number[] = []
  const sender = async () => {
    while (performance.now() < until) {
      const { status, ms } = await ask(agent, target, path)
      if (status === 200) millis.push(ms)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
  agent.destroy()
  return millis
}

/** Requests sent at once over connections that are open already. */
export async function burst(target: Target, path: string, size: number): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: size, maxFreeSockets: size })
  await Promise.all(Array.from({ length: size }, () => ask(agent, target, '/docs/swagger-ui.css')))
  const answers = await Promise.all(Array.from({ length: size }, () => ask(agent, target, path)))
  agent.destroy()
  const refused = answers.filter(({ status }) => status === 503)
  const admitted = answers.filter(({ status }) => status === 200)
  return {
    admitted: admitted.map(({ ms }) => ms),
    refused: refused.map(({ ms }) => ms),
    failed: answers.length - admitted.length - refused.length,
    silent: refused.filter(({ retryAfter }) => !retryAfter).length,
  }
}

export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
