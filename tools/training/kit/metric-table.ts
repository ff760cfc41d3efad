/** Prints metrics as a table; amounts are in each data set's own currency. */
import { textTable } from '../../command/text-table'
import type { Metric, MetricColumn } from './trainer'

export function metricTable(metrics: readonly Metric[], columns: readonly MetricColumn[]): string {
  return textTable(
    ['data, split', 'rows', 'model', ...columns.map(({ title }) => title)],
    metrics.map(({ data, split, rows, model, values }) => [
      `${data}, ${split}`,
      rows,
      model,
      ...columns.map((column) => figureText(values, column)),
    ])
  )
}

/** Empty without such a figure. */
export function figureText(values: Metric['values'], { name, as }: MetricColumn): string {
  const value = values[name]
  if (value === undefined) return ''
  switch (as) {
    case 'amount':
      return value.toFixed(1)
    case 'number':
      return value.toFixed(3)
    case 'share':
      return `${(value * 100).toFixed(1)} %`
    case 'between':
      return `${value.toFixed(1)} (${bound(values, `${name}_low`)}-${bound(values, `${name}_high`)})`
  }
}

function bound(values: Metric['values'], name: string): string {
  return values[name]?.toFixed(1) ?? ''
}
