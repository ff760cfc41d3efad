/** The load generator, in a process of its own: one job as JSON in, its figures as JSON out. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { command } from '../command/command'
import { postEvents, type Target, waitUntilSettled } from '../server/events-client'
import { type BenchRequest, benchEvents, type Job, jobOf, type Latency } from './bench-jobs'

const CONNECTIONS = 16
/** Share of the requests that only warm up connections and code. */
const WARM_UP = 0.2
/** Least number of requests behind a quantile. */
const LEAST = 20
/** Requests in flight of one sender of events. */
const POSTS_IN_FLIGHT = 3

await command(async () => {
  const job = jobOf(await text(process.stdin))
  console.log(JSON.stringify(await run(job)))
  return 0
})

function run(job: Job): Promise<unknown> {
  switch (job.kind) {
    case 'rate':
      return rate(job)
    case 'latency':
      return latency(job)
    case 'ingest':
      return ingest(job)
  }
}

/** Requests a second when every connection repeats at once. */
async function rate(job: Extract<Job, { kind: 'rate' }>): Promise<number> {
  const { target, requests, connections, seconds } = job
  const result = await autocannon({
    url: target.url,
    connections,
    duration: seconds,
    requests: requests.map(({ path, body }) => ({
      path,
      headers: headersOf(target, body),
      ...(body !== undefined && { method: 'POST' as const, body }),
    })),
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `${result.non2xx} answers of ${requests[0]?.path} were not 2xx, ${result.errors} failed`
    )
  }
  // Waits for requests still in flight, so that they do not count in the next measurement.
  await answerOf(new Agent(), target, { path: '/' })
  return result.requests.total / result.duration
}

/** Latency at a fixed rate, from the time a request was due: a slow answer delays no other. */
async function latency(job: Extract<Job, { kind: 'latency' }>): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const began = performance.now()
  const total = Math.max(LEAST, Math.floor(job.perSecond * job.seconds))
  const millis: number[] = []
  const workerMillis: number[] = []
  const answers: Promise<void>[] = []
  const send = async (index: number) => {
    const due = began + (index * 1000) / job.perSecond
    const next = job.requests[index % job.requests.length] ?? { path: '/' }
    const { headers } = await answerOf(agent, job.target, next)
    if (index < total * WARM_UP) return
    millis.push(performance.now() - due)
    workerMillis.push(Number(/total;dur=([\d.]+)/.exec(String(headers['server-timing']))?.[1]))
  }
  for (let sent = 0; sent < total; await sleep(1)) {
    const due = Math.min(total, ((performance.now() - began) * job.perSecond) / 1000)
    while (sent < due) {
      answers.push(send(sent))
      sent += 1
    }
  }
  await Promise.all(answers)
  agent.destroy()
  return {
    p50: quantile(millis, 0.5),
    p99: quantile(millis, 0.99),
    workerP50: quantile(workerMillis, 0.5),
    workerP99: quantile(workerMillis, 0.99),
  }
}

function answerOf(
  agent: Agent,
  target: Target,
  { path, body }: BenchRequest
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const url = new URL(path, target.url)
    const sent = request(url, { agent, method, headers: headersOf(target, body) })
    sent.on('response', (response) => response.resume().on('end', () => resolve(response)))
    sent.on('error', reject).end(body)
  })
}

/** Events a second from the first byte sent to the last event counted. */
async function ingest({ target, events, run }: Extract<Job, { kind: 'ingest' }>): Promise<number> {
  const bodies = benchEvents(events, run, Date.now())
  const receipts: string[] = []
  const began = performance.now()
  let next = 0
  const sender = async () => {
    for (let body = bodies[next]; body; body = bodies[next]) {
      const index = next
      next += 1
      const posted = await postEvents(target, body, `bench-${run}-${index}`)
      if (posted.accepted !== body.length) throw new Error(JSON.stringify(posted).slice(0, 300))
      receipts.push(posted.receipt_id)
    }
  }
  await Promise.all(Array.from({ length: POSTS_IN_FLIGHT }, sender))
  for (const id of receipts) await waitUntilSettled(target, id, 20)
  return events / ((performance.now() - began) / 1000)
}

function headersOf({ key }: Target, body: string | undefined) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  return { authorization: `Bearer ${key}`, ...json }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
