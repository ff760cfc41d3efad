/**
 * npm run bench [-- --json --rounds 5 --seconds 3 --events 50000]: what this machine makes of
 * Fareline, beside a bare Hono Worker measured in turns with it. Trust the ratios.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { dayNumber, dayOf, utcDay } from '../models/calendar'
import { NETWORK } from '../pipelines/simulator/networks'
import { Latency, load } from './bench-jobs'
import { type Figures, machine, type Pace, report } from './bench-report'
import { command } from './command'
import { childrenCpuMs } from './cpu-time'
import type { Target } from './events-client'
import { freePort } from './free-port'
import { SANDBOX_KEY } from './local-state'
import { progressBar } from './progress'
import { feed, unfed } from './sample'
import { type Server, startServer } from './server'

await command(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      events: { type: 'string', default: '50000' },
    },
  })
  const stateDir = await mkdtemp(join(tmpdir(), 'fareline-bench-'))
  try {
    const figures = await measure(
      stateDir,
      Number(values.rounds),
      Number(values.seconds),
      Number(values.events)
    )
    const about = machine()
    console.log(values.json ? JSON.stringify({ ...about, figures }) : report(about, figures))
  } finally {
    await rm(stateDir, { recursive: true, force: true })
  }
  return 0
})

async function measure(
  stateDir: string,
  rounds: number,
  seconds: number,
  events: number
): Promise<Figures> {
  // As in production; recording every answer, as a local server does, costs 0.7 ms of CPU more each.
  process.env.DECISION_SAMPLE_RATE ??= '0.001'
  await feedSample(stateDir)

  // A second start on a fed state: what follows its first request is a cold isolate.
  const server = await startServer(await freePort(8_900), stateDir)
  const hello = await startServer(await freePort(8_950), stateDir, 'bench-hello.ts')
  const ours: Target = { url: server.url, key: SANDBOX_KEY }
  const yardstick: Target = { url: hello.url, key: SANDBOX_KEY }
  const paths = insightPaths(Date.now())
  try {
    const coldMs = await firstAnswer(ours, paths[0] ?? '/')
    const ask = (target: Target, of: readonly string[]) =>
      load({ kind: 'rate', target, paths: [...of], seconds }, z.number())
    const send = () =>
      load({ kind: 'ingest', target: ours, events, run: `${Date.now()}` }, z.number())
    await ask(ours, paths)
    await ask(yardstick, ['/'])

    const series = { hello: [] as Pace[], insight: [] as Pace[], ingest: [] as Pace[] }
    const inAll = (perSecond: number) => perSecond * seconds
    const progress = progressBar('Rounds of the bench', rounds)
    for (let round = 1; round <= rounds; round += 1) {
      series.hello.push(await pace(hello, () => ask(yardstick, ['/']), inAll))
      series.insight.push(await pace(server, () => ask(ours, paths), inAll))
      series.ingest.push(await pace(server, send, () => events))
      progress.at(round)
    }
    progress.end()

    const insight = medianPace(series.insight)
    const perSecond = insight.perSecond / 2
    const latency = await load(
      { kind: 'latency', target: ours, paths, seconds: seconds + 1, perSecond },
      Latency
    )
    return {
      hello: medianPace(series.hello),
      insight,
      ingest: medianPace(series.ingest),
      latency,
      coldMs,
      buildMs: server.buildMs,
      startMs: server.startMs,
      bundle: server.bundle,
      wasmBytes: await wasmBytes(ours),
    }
  } finally {
    await Promise.all([server.stop(), hello.stop()])
  }
}

async function pace(
  server: Server,
  run: () => Promise<number>,
  unitsAt: (perSecond: number) => number
): Promise<Pace> {
  const cpuBefore = childrenCpuMs(server.pid) ?? Number.NaN
  const perSecond = await run()
  const cpuMs = (childrenCpuMs(server.pid) ?? Number.NaN) - cpuBefore
  return { perSecond, cpuMicros: (cpuMs * 1000) / unitsAt(perSecond) }
}

function medianPace(paces: readonly Pace[]): Pace {
  return {
    perSecond: median(paces.map(({ perSecond }) => perSecond)),
    cpuMicros: median(paces.map(({ cpuMicros }) => cpuMicros)),
  }
}

async function feedSample(stateDir: string): Promise<void> {
  const server = await startServer(await freePort(8_900), stateDir)
  const now = Date.now()
  const events = unfed(stateDir, now)
  const progress = progressBar('Feeding simulated searches', events.length)
  await feed({ url: server.url, key: SANDBOX_KEY }, stateDir, events, now, progress)
  progress.end()
  await server.stop()
}

/** Two departures of every simulated market. */
function insightPaths(now: number): string[] {
  const today = dayNumber(utcDay(now))
  return NETWORK.flatMap(({ market }) =>
    [14, 30].map((ahead) => {
      const ends = `origin=${market.slice(0, 3)}&destination=${market.slice(4)}`
      return `/v1/price-insights?${ends}&departure_date=${dayOf(today + ahead)}&price=200&currency=EUR`
    })
  )
}

async function firstAnswer({ url, key }: Target, path: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${key}` } })
  const body = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 300)}`)
  return performance.now() - began
}

/** As `/health` tells it; undefined until a model has been loaded. */
async function wasmBytes({ url }: Target): Promise<number | undefined> {
  const Health = z.object({ inference: z.object({ wasm_memory_bytes: z.number() }).optional() })
  const health = await fetch(new URL('/health', url))
  return Health.parse(await health.json()).inference?.wasm_memory_bytes
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
