/**
 * npm run bench [-- --json --docs --rounds 5 --seconds 3 --events 50000]: throughput and latency of
 * Fareline on this machine, beside a bare Hono Worker measured in turns with it. Trust the ratios.
 * With --docs the table also replaces the one in docs/performance.md.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type BenchCase, benchCases, HELLO, onnxCase } from './bench/bench-cases'
import { Latency, load } from './bench/bench-jobs'
import { type AnswerFigures, type Figures, machine, type Pace, report } from './bench/bench-report'
import { childrenCpuMs } from './bench/cpu-time'
import { median } from './bench/median'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { progressBar } from './command/progress'
import { writeSection } from './generate/generated'
import { modelsOpened } from './generate/models-opened'
import type { Target } from './server/events-client'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { feed, unfed } from './server/sample'
import { type Server, startServer } from './server/server'

/** As in production, where few answers are recorded. */
const SETTINGS = { DECISION_SAMPLE_RATE: '0.001' }

await runCommand(COMMANDS.bench, async ({ values }) => {
  if (values.json && values.docs) throw new Misuse('--docs writes the table; leave --json out')
  const stateDir = await mkdtemp(join(tmpdir(), 'fareline-bench-'))
  try {
    const figures = await measure(
      stateDir,
      Number(values.rounds),
      Number(values.seconds),
      Number(values.events)
    )
    const about = machine()
    const table = report(about, figures)
    console.log(values.json ? JSON.stringify({ ...about, figures }) : table)
    if (values.docs)
      await writeSection('docs/performance.md', 'bench', `\`\`\`text\n${table}\n\`\`\``)
  } finally {
    await rm(stateDir, { recursive: true, force: true })
  }
  return 0
})

type Subject = { readonly server: Server; readonly target: Target }

async function measure(
  stateDir: string,
  rounds: number,
  seconds: number,
  events: number
): Promise<Figures> {
  await feedSample(stateDir)
  const hello = await startedAt(stateDir, 8_950, 'bench/bench-hello.ts')
  try {
    const forest = await measureForest(stateDir, hello, { rounds, seconds, events })
    return { ...forest, onnx: await measureOnnx(stateDir, hello, { rounds, seconds }) }
  } finally {
    await hello.server.stop()
  }
}

type Length = { readonly rounds: number; readonly seconds: number }

async function measureForest(
  stateDir: string,
  hello: Subject,
  { rounds, seconds, events }: Length & { readonly events: number }
): Promise<Omit<Figures, 'onnx'>> {
  // A second start on a filled state, to measure a cold isolate.
  const ours = await startedAt(stateDir, 8_900)
  const every = benchCases(Date.now())
  const series = new Map<string, Pace[]>()
  const add = (what: string, of: Pace) => series.set(what, [...(series.get(what) ?? []), of])
  const send = () =>
    load({ kind: 'ingest', target: ours.target, events, run: `${Date.now()}` }, z.number())
  try {
    const coldMs = await firstAnswer(ours.target, every[0].requests[0]?.path ?? '/')
    await modelsOpened(ours.target.url)
    for (const benchCase of every) await paceOf(ours, benchCase, seconds)
    await paceOf(hello, HELLO, seconds)

    const progress = progressBar('Rounds of the bench', rounds)
    for (let round = 1; round <= rounds; round += 1) {
      add(HELLO.what, await paceOf(hello, HELLO, seconds))
      for (const benchCase of every) add(benchCase.what, await paceOf(ours, benchCase, seconds))
      add('ingest', await pace(ours.server, send, () => events))
      progress.at(round)
    }
    progress.end()

    const answers: AnswerFigures[] = []
    for (const benchCase of every) {
      const median = medianPace(series.get(benchCase.what) ?? [])
      answers.push({
        ...labelOf(benchCase),
        pace: median,
        latency: await latencyOf(ours, benchCase, median, seconds),
      })
    }
    const { buildMs, startMs, bundle } = ours.server
    return {
      hello: medianPace(series.get(HELLO.what) ?? []),
      ingest: medianPace(series.get('ingest') ?? []),
      answers,
      coldMs,
      buildMs,
      startMs,
      bundle,
    }
  } finally {
    await ours.server.stop()
  }
}

/** All models in ONNX Runtime, beside its own rounds of hello. */
async function measureOnnx(
  stateDir: string,
  hello: Subject,
  { rounds, seconds }: Length
): Promise<Figures['onnx']> {
  const ours = await startedAt(stateDir, 8_900, undefined, { MODEL_ENGINE: 'onnxruntime-web' })
  const benchCase = onnxCase(Date.now())
  try {
    await modelsOpened(ours.target.url)
    await paceOf(ours, benchCase, seconds)
    const [own, bare]: [Pace[], Pace[]] = [[], []]
    for (let round = 1; round <= rounds; round += 1) {
      bare.push(await paceOf(hello, HELLO, seconds))
      own.push(await paceOf(ours, benchCase, seconds))
    }
    const median = medianPace(own)
    const latency = await latencyOf(ours, benchCase, median, seconds)
    return {
      hello: medianPace(bare),
      answer: { ...labelOf(benchCase), pace: median, latency },
      wasmBytes: await wasmBytes(ours.target),
    }
  } finally {
    await ours.server.stop()
  }
}

function labelOf({ what, items, budget }: BenchCase) {
  return { what, items, budget }
}

async function startedAt(
  stateDir: string,
  port: number,
  program?: string,
  settings: Readonly<Record<string, string>> = {}
): Promise<Subject> {
  const all = { ...SETTINGS, ...settings }
  const server = await startServer(await freePort(port), stateDir, program, all)
  return { server, target: { url: server.url, key: SANDBOX_KEY } }
}

/** Counts answers; a request may contain many. */
function paceOf({ server, target }: Subject, { requests, items }: BenchCase, seconds: number) {
  // Enough connections to keep the runtime busy; more large requests would only wait.
  const connections = items === 1 ? 16 : 4
  const run = () => load({ kind: 'rate', target, requests, connections, seconds }, z.number())
  return pace(
    server,
    async () => items * (await run()),
    (perSecond) => perSecond * seconds
  )
}

function latencyOf(
  { target }: Subject,
  { requests, items }: BenchCase,
  { perSecond }: Pace,
  seconds: number
): Promise<Latency> {
  const half = {
    kind: 'latency',
    target,
    requests,
    perSecond: Math.max(1, perSecond / items / 2),
  } as const
  return load({ ...half, seconds: seconds + 1 }, Latency)
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

async function firstAnswer({ url, key }: Target, path: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${key}` } })
  const body = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 300)}`)
  return performance.now() - began
}

/** As `/health` reports it; undefined until a model has been loaded. */
async function wasmBytes({ url }: Target): Promise<number | undefined> {
  const Health = z.object({ inference: z.object({ wasm_memory_bytes: z.number() }).optional() })
  const health = await fetch(new URL('/health', url), {
    headers: { authorization: `Bearer ${SANDBOX_KEY}` },
  })
  return Health.parse(await health.json()).inference?.wasm_memory_bytes
}
