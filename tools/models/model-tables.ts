/** The model registry as printed tables. */
import { textTable } from '../command/text-table'
import type { History, Model, Verdict, Version } from './registry-client'

export function modelTable(models: readonly Model[]): string {
  return textTable(
    ['model', 'answers', 'shipped', 'challenger', 'shadow'],
    models.map(({ model, answers, shipped, aliases }) => [
      model,
      answers ?? 'plain rule',
      shipped ?? '',
      aliases.challenger?.version ?? '',
      aliases.shadow?.version ?? '',
    ])
  )
}

export function versionTable(versions: readonly Version[]): string {
  return textTable(
    ['version', 'fitted', 'uploaded', 'rows', 'bytes', 'compared'],
    versions.map(({ version, created_at, uploaded_at, rows, onnx_bytes, compared }) => [
      version,
      created_at,
      uploaded_at,
      rows,
      onnx_bytes,
      compared ? 'yes' : 'no',
    ])
  )
}

export function historyTable({ log }: History): string {
  return textTable(
    ['at', 'action', 'alias', 'version', 'detail'],
    log.map(({ at, action, alias, version, detail }) => [
      at,
      action,
      alias ?? '',
      version ?? (alias ? 'the shipped one' : ''),
      JSON.stringify(detail),
    ])
  )
}

export function verdictText(verdict: Verdict): string {
  const { version, champion, passes, refusals, against_champion, against_rule } = verdict
  const line = (name: string, compared: Verdict['against_rule']) =>
    compared === null
      ? []
      : [
          [
            name,
            compared.units,
            compared.loss.toFixed(4),
            compared.other_loss.toFixed(4),
            compared.interval.map((bound) => bound.toFixed(4)).join(' to '),
          ],
        ]
  const table = textTable(
    ['compared with', 'clusters', 'loss', 'its loss', '95 % of the difference'],
    [...line(`champion ${champion ?? ''}`, against_champion), ...line('plain rule', against_rule)]
  )
  const reasons = refusals.map(({ code, detail }) => `${code}: ${detail}`)
  const end = passes ? `${version} may be promoted` : reasons.join('\n')
  return `${table}\n\n${end}`
}
