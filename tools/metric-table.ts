/** Metrics as a table for people; money in each data set's own currency. */
import type { Metric } from './evaluation'

export function metricTable(metrics: readonly Metric[]): string {
  const header = [
    'data, split',
    'rows',
    'model',
    'MAE',
    'RMSE',
    'R2',
    'MAPE',
    'pinball',
    'cover 80',
  ]
  const lines = [header, ...metrics.map(cells)]
  const widths = header.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0))
  )
  return lines
    .map((line) => line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}

function cells({ data, split, rows, model, values }: Metric): string[] {
  const money = (name: string) => values[name]?.toFixed(1) ?? ''
  const between = (name: string) =>
    `${money(name)} (${money(`${name}_low`)}-${money(`${name}_high`)})`
  const share = (name: string) => {
    const value = values[name]
    return value === undefined ? '' : `${(value * 100).toFixed(1)} %`
  }
  return [
    `${data}, ${split}`,
    String(rows),
    model,
    between('mae'),
    between('rmse'),
    values.r2?.toFixed(3) ?? '',
    share('mape'),
    money('pinball'),
    share('coverage80'),
  ]
}
