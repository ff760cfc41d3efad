/** Coverage of predicted intervals by market, cabin and kind of trip. */
import type { AccuracyFigures } from '../../pipelines/ledger/accuracy-report'
import { textTable } from '../command/text-table'
import { percent } from './accuracy-tables'

export type GroupCoverage = {
  readonly market: string
  readonly cabin: string
  readonly tripKind: string
  readonly n: number
  readonly censored: number
  readonly covered: number | null
  readonly mape: number | null
  readonly ruleMape: number | null
  readonly ruleCovered: number | null
}

/** A share of fewer settled claims is known to no better than 14 points. */
export const FEWEST_CLAIMS = 30
/** The shares of an 80 % interval that count as covered. */
export const GOAL = [0.75, 0.85] as const

export function groupCoverage(
  market: string,
  { by_trip }: Pick<AccuracyFigures, 'by_trip'>
): GroupCoverage[] {
  return by_trip.map(({ cabin, trip_kind, predicted_fare }) => ({
    market,
    cabin,
    tripKind: trip_kind,
    n: predicted_fare.n,
    censored: predicted_fare.censored,
    covered: predicted_fare.interval.observed,
    mape: predicted_fare.mape,
    ruleMape: predicted_fare.rule_mape,
    ruleCovered: predicted_fare.rule_interval.observed,
  }))
}

/** Ends with the number of groups within the goal, of those with enough claims. */
export function groupTable(groups: readonly GroupCoverage[]): string {
  const heads = ['market', 'cabin', 'trip', 'n', 'censored']
  const figures = [
    'model covers',
    'rule covers',
    'model MAPE',
    'rule MAPE',
    'answered by',
    'covered',
  ]
  const rows = groups.map((each) => [
    ...[each.market, each.cabin, each.tripKind, each.n, each.censored],
    ...[percent(each.covered), percent(each.ruleCovered)],
    ...[percent(each.mape), percent(each.ruleMape)],
    ...[isByModel(each) ? 'model' : 'rule', percent(answeredCoverage(each))],
  ])
  const judged = groups.filter(({ n, market }) => market !== 'all' && n >= FEWEST_CLAIMS)
  const [least, most] = GOAL
  const within = judged.filter((each) => {
    const covered = answeredCoverage(each)
    return covered !== null && covered >= least && covered <= most
  })
  const summary = `${within.length} of ${judged.length} groups with ${FEWEST_CLAIMS} claims or more are covered ${percent(least)} to ${percent(most)}`
  return `${textTable([...heads, ...figures], rows)}\n\n${summary}`
}

/** Plain questions are answered by whichever was nearer in the ledger. */
function isByModel({ mape, ruleMape }: GroupCoverage): boolean {
  return mape !== null && ruleMape !== null && mape < ruleMape
}

function answeredCoverage(group: GroupCoverage): number | null {
  return isByModel(group) ? group.covered : group.ruleCovered
}
