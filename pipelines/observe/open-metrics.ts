/** The text form of OpenMetrics 1.0, which Prometheus and its relatives scrape. */
import { METRICS, type Metric } from './metrics'

export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

/** Samples in any order; a metric without one is left out. */
export function openMetricsText(samples: Readonly<Record<string, number>>): string {
  const byMetric = Map.groupBy(Object.entries(samples), ([name]) => metricOf(name))
  const families = Object.entries<Metric>(METRICS).flatMap(([metric, about]) => {
    const own = byMetric.get(metric)
    return own ? [...header(metric, about), ...lines(own)] : []
  })
  return `${[...families, '# EOF'].join('\n')}\n`
}

function header(metric: string, { type, unit, help }: Metric): readonly string[] {
  const unitLine = unit ? [`# UNIT ${metric} ${unit}`] : []
  return [`# TYPE ${metric} ${type}`, ...unitLine, `# HELP ${metric} ${help}`]
}

/** Samples of one set of labels stand together, and buckets in the order of their bounds. */
function lines(samples: readonly (readonly [string, number])[]): readonly string[] {
  return samples
    .map(([name, value]) => ({ name, value, group: groupOf(name), bound: boundOf(name) }))
    .sort(
      (a, b) => compareText(a.group, b.group) || a.bound - b.bound || compareText(a.name, b.name)
    )
    .map(({ name, value }) => `${name} ${valueText(value)}`)
}

const SUFFIX = /_(?:total|bucket|count|sum)(?=\{|$)/
const BOUND = /,?le="([^"]*)"/

function metricOf(name: string): string {
  return name.replace(SUFFIX, '').replace(/\{.*$/s, '')
}

function groupOf(name: string): string {
  return name.replace(SUFFIX, '').replace(BOUND, '').replace('{}', '')
}

/** A bucket's bound; `_count` and `_sum` follow the buckets. */
function boundOf(name: string): number {
  if (!/_bucket\{/.test(name)) return Number.MAX_VALUE
  const bound = BOUND.exec(name)?.[1]
  return bound === '+Inf' ? Number.MAX_VALUE / 2 : Number(bound)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function valueText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? String(value) : `${value > 0 ? '+' : '-'}Inf`
}
