/** The bench in a table, each figure beside its budget. */
import { cpus, release, totalmem, type } from 'node:os'
import type { BenchCase } from './bench-cases'
import type { Latency } from './bench-jobs'

/** Rate and cost of a unit, one answer or one event. */
export type Pace = {
  readonly perSecond: number
  /** CPU time of the whole runtime; NaN where the system has no such counter. */
  readonly cpuMicros: number
}
export type AnswerFigures = Pick<BenchCase, 'what' | 'items' | 'budget'> & {
  readonly pace: Pace
  readonly latency: Latency
}
export type Figures = {
  readonly hello: Pace
  readonly ingest: Pace
  readonly answers: readonly AnswerFigures[]
  readonly onnx: {
    readonly hello: Pace
    readonly answer: AnswerFigures
    /** All models in ONNX Runtime; undefined where /health lacks it. */
    readonly wasmBytes: number | undefined
  }
  readonly coldMs: number
  readonly buildMs: number
  readonly startMs: number
  readonly bundle: { readonly raw: number; readonly gzip: number }
}
type Row = readonly [what: string, figure: string, ofHello: string, cpu: string, budget: string]
export type Machine = { readonly machine: string; readonly date: string }

export function machine(): Machine {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return {
    machine: `${cpus().length} x ${cpu?.model.trim()}, ${memory}, ${type()} ${release()}, Node ${process.version}`,
    date: new Date().toISOString().slice(0, 10),
  }
}

export function report({ machine: on, date }: Machine, figures: Figures): string {
  const { hello, ingest, answers, onnx, bundle } = figures
  const rows: readonly Row[] = [
    ['', 'figure', 'of hello', 'CPU', 'budget'],
    ['bare Hono hello', ...paceCells(hello, hello, 'req/s'), ''],
    ...answers.flatMap((each) => answerRows(each, hello)),
    ...answerRows(onnx.answer, onnx.hello),
    ['ingest, HTTP to counted', ...paceCells(ingest, hello, 'events/s'), '>= 10,000 events/s'],
    ['first answer of a cold isolate', ms(figures.coldMs), '', '', '< 100 ms'],
    ['start: bundle', ms(figures.buildMs), '', '', ''],
    ['start: runtime and state', ms(figures.startMs), '', '', ''],
    ['bundle', mib(bundle.raw), '', '', '<= 20 MiB'],
    ['bundle, gzip', mib(bundle.gzip), '', '', ''],
    ['WASM memory, all models in ONNX Runtime', mib(onnx.wasmBytes), '', '', '<= 64 MiB'],
  ]
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length))
  )
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd()
  )
  return [`${on}, ${date}`, ...lines, HOW].join('\n')
}

const HOW = [
  'Rates and CPU: medians of rounds at the greatest rate; CPU is user and system time of the runtime, per answer.',
  'Latency from when a request was due, at half of that rate. Worker time is that of Server-Timing: its clock',
  'ticks in whole milliseconds and counts waits for other work. Shares of hello in requests, not in items.',
].join('\n')

function answerRows({ what, items, budget, pace, latency }: AnswerFigures, hello: Pace): Row[] {
  const requests = { ...pace, perSecond: pace.perSecond / items }
  const [, share, cpu] = paceCells(requests, hello, 'req/s')
  const rate = `${Math.round(pace.perSecond).toLocaleString('en')} ${items === 1 ? 'req/s' : 'items/s'}`
  const within = budget.workerMs === undefined ? '' : `<= ${budget.workerMs} ms`
  const ofRequest: Row[] =
    items === 1 ? [] : [['  CPU of a request', ms((pace.cpuMicros * items) / 1000), '', '', within]]
  return [
    [what, rate, share, cpu, budget.rate ?? ''],
    ...ofRequest,
    ['  p50, p99 at half that rate', `${ms(latency.p50)}, ${ms(latency.p99)}`, '', '', ''],
    [
      '  Worker time p50, p99 there',
      `${ms(latency.workerP50)}, ${ms(latency.workerP99)}`,
      ...['', ''],
      within && `p99 ${within}`,
    ] as const,
  ]
}

/** Aligns figures to the right, words to the left. */
function pad(cell: string, width: number, column: number): string {
  return column >= 1 && column <= 3 ? cell.padStart(width) : cell.padEnd(width)
}

function paceCells({ perSecond, cpuMicros }: Pace, hello: Pace, unit: string) {
  const rate = `${Math.round(perSecond).toLocaleString('en')} ${unit}`
  const cpu = Number.isNaN(cpuMicros) ? 'not measured' : `${cpuMicros.toFixed(0)} us`
  return [rate, (perSecond / hello.perSecond).toFixed(2), cpu] as const
}

function ms(value: number | null): string {
  return value === null ? 'not measured' : `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

function mib(bytes: number | undefined): string {
  return bytes === undefined ? 'not measured' : `${(bytes / 2 ** 20).toFixed(2)} MiB`
}
