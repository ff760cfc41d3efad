/** Counts that an isolate gathers between two reports. */
import { BUCKETS, type Labels, type MetricName } from './metrics'
import { sampleName } from './sample-name'
import { addGoodOf, type GoodOf, NO_EVENTS, type SloId } from './slo'

/** Counts since the report before, by the name of their sample. */
export type Samples = Readonly<Record<string, number>>
export type MetricReport = {
  readonly samples: Samples
  readonly slos: Readonly<Partial<Record<SloId, GoodOf>>>
}

type Series = { readonly labels: Labels; count: number; sum: number; readonly buckets: number[] }

export class MetricCounts {
  readonly #counters = new Map<string, number>()
  readonly #histograms = new Map<string, Series & { readonly metric: MetricName }>()
  readonly #slos = new Map<SloId, GoodOf>()

  get isEmpty(): boolean {
    return this.#counters.size === 0 && this.#histograms.size === 0 && this.#slos.size === 0
  }

  count(metric: MetricName, labels: Labels, by = 1): void {
    if (by === 0) return
    const name = sampleName(metric, '_total', labels)
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by)
  }

  /** Takes a duration in seconds into a histogram. */
  observe(metric: MetricName, labels: Labels, seconds: number): void {
    const key = sampleName(metric, '', labels)
    const series = this.#histograms.get(key) ?? {
      metric,
      labels,
      count: 0,
      sum: 0,
      buckets: new Array<number>(BUCKETS.length).fill(0),
    }
    this.#histograms.set(key, series)
    series.count += 1
    series.sum += seconds
    const at = BUCKETS.findIndex((bound) => seconds <= bound)
    if (at >= 0) series.buckets[at] = (series.buckets[at] ?? 0) + 1
  }

  judge(slo: SloId, isGood: boolean, events = 1): void {
    const counts = { good: isGood ? events : 0, total: events }
    this.#slos.set(slo, addGoodOf(this.#slos.get(slo) ?? NO_EVENTS, counts))
  }

  /** Returns what was counted, and begins anew. */
  drain(): MetricReport {
    const samples = Object.fromEntries(this.#counters)
    for (const series of this.#histograms.values()) Object.assign(samples, histogramSamples(series))
    const slos = Object.fromEntries(this.#slos)
    for (const [slo, { good, total }] of this.#slos) {
      addSample(samples, { slo, outcome: 'good' }, good)
      addSample(samples, { slo, outcome: 'bad' }, total - good)
    }
    this.#counters.clear()
    this.#histograms.clear()
    this.#slos.clear()
    return { samples, slos }
  }
}

function addSample(samples: Record<string, number>, labels: Labels, count: number): void {
  samples[sampleName('fareline_slo_events', '_total', labels)] = count
}

/** Buckets are cumulative: each counts what is at or below its bound. */
function histogramSamples({
  metric,
  labels,
  count,
  sum,
  buckets,
}: Series & { readonly metric: MetricName }): Samples {
  const samples: Record<string, number> = {}
  let below = 0
  for (const [at, bound] of BUCKETS.entries()) {
    below += buckets[at] ?? 0
    samples[sampleName(metric, '_bucket', { ...labels, le: boundText(bound) })] = below
  }
  samples[sampleName(metric, '_bucket', { ...labels, le: '+Inf' })] = count
  samples[sampleName(metric, '_count', labels)] = count
  samples[sampleName(metric, '_sum', labels)] = sum
  return samples
}

/** OpenMetrics wants whole bounds with a decimal: "1.0". */
function boundText(bound: number): string {
  return Number.isInteger(bound) ? bound.toFixed(1) : String(bound)
}
