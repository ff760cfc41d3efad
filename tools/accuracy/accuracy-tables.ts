/** The accuracy ledger as printed tables. */
import type { AccuracyFigures } from '../../pipelines/ledger/accuracy-report'
import { textTable } from '../command/text-table'

export function accuracyTables(figures: AccuracyFigures): string {
  const { counts, forecasts, predicted_fare, advice, saving, drops, by_days_out, by_trip } = figures
  return [
    titled('decisions', ['what', 'n'], Object.entries(counts)),
    titled(
      'forecasts',
      ['days ahead', 'n', 'censored', 'MAPE', '80 % interval covers'],
      forecasts.map((each) => [
        ...[each.horizon_days, each.n, each.censored, percent(each.mape)],
        percent(each.interval.observed),
      ])
    ),
    titled(
      'predicted fare',
      ['cabin', 'trip', 'n', 'MAPE', 'plain rule', '80 % interval covers'],
      [{ cabin: 'all', trip_kind: 'all', predicted_fare }, ...by_trip].map((each) => [
        ...[each.cabin, each.trip_kind, each.predicted_fare.n, percent(each.predicted_fare.mape)],
        percent(each.predicted_fare.rule_mape),
        percent(each.predicted_fare.interval.observed),
      ])
    ),
    titled(
      `advice: right in ${percent(advice.precision)} of ${advice.n}`,
      ['confidence', 'n', 'reported', 'observed'],
      advice.by_confidence.map(({ bin, n, said, observed }) => [
        ...[bin, n, percent(said), percent(observed)],
      ])
    ),
    titled(
      'probability of a fall by the least saving',
      ['bin', 'n', 'reported', 'observed'],
      drops.map(({ bin, n, said, observed }) => [bin, n, percent(said), percent(observed)])
    ),
    titled(
      'saving against buying at once',
      ['action', 'n', 'saved', 'possible', 'of clairvoyant', 'no worse'],
      [{ action: 'all', ...saving }, ...saving.by_action].map((each) => [
        ...[each.action, each.n, percent(each.saved), percent(each.possible)],
        ...[percent(each.share_of_clairvoyant), percent(each.no_worse)],
      ])
    ),
    titled(
      'by days to departure',
      ['days out', 'n', 'MAPE', '80 % interval covers', 'saved', 'possible'],
      by_days_out.map(({ days_out, forecasts: each, saving: paid }) => [
        ...[days_out, each.n, percent(each.mape), percent(each.interval.observed)],
        ...[percent(paid.saved), percent(paid.possible)],
      ])
    ),
  ].join('\n\n')
}

function titled(title: string, columns: readonly string[], rows: readonly (readonly unknown[])[]) {
  return `${title}\n${textTable(columns, rows)}`
}

export function percent(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`
}
