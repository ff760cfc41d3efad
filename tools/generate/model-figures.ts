/**
 * The headline figures of docs/models.md, read from the manifests of the shipped models. Every row
 * names one metric of a manifest, the rules it is compared with on the same rows, and the target.
 */
import type { Manifest } from '../../models/runtime/artifact'
import { figureText } from '../training/kit/metric-table'
import type { MetricColumn } from '../training/kit/trainer'

type Metric = Manifest['metrics'][number]

export type FigureRow = {
  /** Model name in the manifest. */
  readonly model: string
  readonly title: string
  readonly data: string
  readonly split: string
  /** Name of the compared rule whose figure is the headline. */
  readonly rule: string
  readonly columns: readonly MetricColumn[]
  readonly beside: readonly string[]
  readonly target: string
}

export function figureTable(manifests: readonly Manifest[], rows: readonly FigureRow[]): string {
  const head = [
    '| model | data, split (rows) | figure | reached | compared with | target |',
    '|---|---|---|---|---|---|',
  ]
  return [...head, ...rows.map((row) => figureLine(manifests, row))].join('\n')
}

function figureLine(manifests: readonly Manifest[], row: FigureRow): string {
  const manifest = manifests.find(({ model }) => model === row.model)
  if (!manifest) throw new Error(`No shipped model is named ${row.model}`)
  const own = metricOf(manifest, row, row.rule)
  const beside = row.beside.map((rule) => {
    const metric = metricOf(manifest, row, rule)
    return `${rule} ${valuesOf(metric, row.columns)}`
  })
  const cells = [
    row.title,
    `${row.data}: ${row.split} (${own.rows.toLocaleString('en')})`,
    row.columns.map(({ title }) => title).join(' / '),
    `**${valuesOf(own, row.columns)}**`,
    beside.join('; '),
    row.target,
  ]
  return `| ${cells.join(' | ')} |`
}

function metricOf({ model, metrics }: Manifest, { data, split }: FigureRow, rule: string): Metric {
  const metric = metrics.find(
    (each) => each.data === data && each.split === split && each.model === rule
  )
  if (!metric)
    throw new Error(`The manifest of ${model} has no figure of "${rule}" on ${data}, ${split}`)
  return metric
}

function valuesOf({ values }: Metric, columns: readonly MetricColumn[]): string {
  return columns.map((column) => figureText(values, column) || '-').join(' / ')
}
