/** The bench in a table, each figure beside its budget. */
import { cpus, release, totalmem, type } from 'node:os'
import type { Latency } from './bench-jobs'

export type Figures = {
  readonly helloPerSecond: number
  readonly insightsPerSecond: number
  readonly latency: Latency
  /** Of the whole runtime, per answer; NaN where the system does not tell. */
  readonly insightCpuMs: number
  readonly ingestPerSecond: number
  readonly coldMs: number
  readonly buildMs: number
  readonly startMs: number
  readonly bundle: { readonly raw: number; readonly gzip: number }
  readonly wasmBytes: number | undefined
}
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
  const { helloPerSecond, insightsPerSecond, ingestPerSecond, latency, bundle } = figures
  const ratio = (perSecond: number) => (perSecond / helloPerSecond).toFixed(2)
  const rows: [what: string, figure: string, ofHello: string, budget: string][] = [
    ['', 'figure', 'of hello', 'budget'],
    ['bare Hono hello', perSecond(helloPerSecond), '1.00', ''],
    [
      'price insight, warm',
      perSecond(insightsPerSecond),
      ratio(insightsPerSecond),
      '>= 0.40 (forest), >= 0.25 (ONNX)',
    ],
    ['  p50 at half that rate', ms(latency.p50), '', ''],
    ['  p99 at half that rate', ms(latency.p99), '', '<= 10 ms'],
    ['  CPU an answer, whole runtime', ms(figures.insightCpuMs), '', '<= 0.3 ms'],
    ['  Server-Timing p50 (whole ms)', ms(latency.workerP50), '', '<= 0.3 ms'],
    ['  Server-Timing p99', ms(latency.workerP99), '', '<= 10 ms'],
    [
      'ingest, HTTP to counted',
      perSecond(ingestPerSecond, 'events/s'),
      ratio(ingestPerSecond),
      '>= 10,000 events/s',
    ],
    ['first answer of a cold isolate', ms(figures.coldMs), '', '< 100 ms'],
    ['start: bundle', ms(figures.buildMs), '', ''],
    ['start: runtime and state', ms(figures.startMs), '', ''],
    ['bundle', mib(bundle.raw), '', '<= 20 MiB'],
    ['bundle, gzip', mib(bundle.gzip), '', ''],
    ['WASM memory', mib(figures.wasmBytes), '', '<= 64 MiB'],
  ]
  const widths = [0, 1, 2, 3].map((column) =>
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
  return column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width)
}

function perSecond(value: number, unit = 'req/s'): string {
  return `${Math.round(value).toLocaleString('en')} ${unit}`
}

function ms(value: number | null): string {
  return value === null || Number.isNaN(value)
    ? 'not told'
    : `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

function mib(bytes: number | undefined): string {
  return bytes === undefined ? 'not told' : `${(bytes / 2 ** 20).toFixed(2)} MiB`
}
