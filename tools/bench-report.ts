/** The bench in a table, each figure beside its budget. */
import { cpus, release, totalmem, type } from 'node:os'
import type { Latency } from './bench-jobs'

/** What a second and a unit cost: a unit is one answer or one event. */
export type Pace = {
  readonly perSecond: number
  /** Of the whole runtime; NaN where the system does not tell. */
  readonly cpuMicros: number
}
export type Figures = {
  readonly hello: Pace
  readonly insight: Pace
  readonly ingest: Pace
  readonly latency: Latency
  readonly coldMs: number
  readonly buildMs: number
  readonly startMs: number
  readonly bundle: { readonly raw: number; readonly gzip: number }
  readonly wasmBytes: number | undefined
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
  const { hello, insight, ingest, latency, bundle } = figures
  const rows: readonly Row[] = [
    ['', 'figure', 'of hello', 'CPU', 'budget'],
    ['bare Hono hello', ...paceCells(hello, hello, 'req/s'), ''],
    [
      'price insight, warm',
      ...paceCells(insight, hello, 'req/s'),
      '>= 0.40 of hello (forest), >= 0.25 (ONNX)',
    ],
    ['  p50 at half that rate', ms(latency.p50), '', '', ''],
    ['  p99 at half that rate', ms(latency.p99), '', '', '<= 10 ms'],
    ['  Worker time p50 (whole ms)', ms(latency.workerP50), '', '', '<= 0.3 ms'],
    ['  Worker time p99', ms(latency.workerP99), '', '', '<= 10 ms'],
    ['ingest, HTTP to counted', ...paceCells(ingest, hello, 'events/s'), '>= 10,000 events/s'],
    ['first answer of a cold isolate', ms(figures.coldMs), '', '', '< 100 ms'],
    ['start: bundle', ms(figures.buildMs), '', '', ''],
    ['start: runtime and state', ms(figures.startMs), '', '', ''],
    ['bundle', mib(bundle.raw), '', '', '<= 20 MiB'],
    ['bundle, gzip', mib(bundle.gzip), '', '', ''],
    ['WASM memory', mib(figures.wasmBytes), '', '', '<= 64 MiB'],
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
  return [`${on}, ${date}`, ...lines].join('\n')
}

/** Figures are read from the right, words from the left. */
function pad(cell: string, width: number, column: number): string {
  return column >= 1 && column <= 3 ? cell.padStart(width) : cell.padEnd(width)
}

function paceCells({ perSecond, cpuMicros }: Pace, hello: Pace, unit: string) {
  const rate = `${Math.round(perSecond).toLocaleString('en')} ${unit}`
  const cpu = Number.isNaN(cpuMicros) ? 'not told' : `${cpuMicros.toFixed(0)} us`
  return [rate, (perSecond / hello.perSecond).toFixed(2), cpu] as const
}

function ms(value: number | null): string {
  return value === null ? 'not told' : `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

function mib(bytes: number | undefined): string {
  return bytes === undefined ? 'not told' : `${(bytes / 2 ** 20).toFixed(2)} MiB`
}
