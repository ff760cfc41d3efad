/** Text of a sample's name in OpenMetrics: the metric, a suffix and its labels. */
import type { Labels, MetricName } from './metrics'

export function sampleName(metric: MetricName, suffix: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? `${metric}${suffix}` : `${metric}${suffix}{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replace(/[\\\n"]/g, (each) => (each === '\n' ? '\\n' : `\\${each}`))
}
