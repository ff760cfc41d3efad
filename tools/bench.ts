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
import { type Figures, machine, report } from './bench-report'
import { command } from './command'
import { childrenCpuMs } from './cpu-time'
import type { Target } from './events-client'
import { freePort } from './free-port'
import { SANDBOX_KEY } from './local-state'
import { progressBar } from './progress'
import { feed, unfed } from './sample'
import { startServer } from './server'

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
  await feedSample(stateDir)

  // A second start on a fed state: what follows its first request is a cold isolate.
  const server = await startServer(await freePort(8_900), stateDir)
  const hello = await startServer(await freePort(8_950), stateDir, 'bench-hello.ts')
  const ours: Target = { url: server.url, key: SANDBOX_KEY }
  const yardstick: Target = { url: hello.url, key: SANDBOX_KEY }
  const paths = insightPaths(Date.now())
  try {
    const coldMs = await firstAnswer(ours, paths[0] ?? '/')
    const rate = (target: Target, of: readonly string[], duration = seconds) =>
      load({ kind: 'rate', target, paths: [...of], seconds: duration }, z.number())
    await rate(ours, paths, 2)
    await rate(yardstick, ['/'], 1)

    const helloRates: number[] = []
    const insightRates: number[] = []
    const insightCpuMs: number[] = []
    const ingestRates: number[] = []
    const progress = progressBar('Rounds of the bench', rounds)
    for (let round = 1; round <= rounds; round += 1) {
      helloRates.push(await rate(yardstick, ['/']))
      const cpuBefore = childrenCpuMs(server.pid) ?? Number.NaN
      const perSecond = await rate(ours, paths)
      insightRates.push(perSecond)
      const cpuMs = (childrenCpuMs(server.pid) ?? Number.NaN) - cpuBefore
      insightCpuMs.push(cpuMs / (perSecond * seconds))
      const run = `${Date.now()}`
      ingestRates.push(await load({ kind: 'ingest', target: ours, events, run }, z.number()))
      progress.at(round)
    }
    progress.end()

    const insightsPerSecond = median(insightRates)
    const half = insightsPerSecond / 2
    const latency = await load(
      { kind: 'latency', target: ours, paths, seconds: Math.max(seconds, 3), perSecond: half },
      Latency
    )
    return {
      helloPerSecond: median(helloRates),
      insightsPerSecond,
      latency,
      insightCpuMs: median(insightCpuMs),
      ingestPerSecond: median(ingestRates),
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
