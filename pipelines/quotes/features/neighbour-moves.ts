/** What departures around the quote's did since it was seen, and how the quote stands beside them. */
import type { FareDay } from '../../features/snapshot'
import { around, hasMoved } from '../market-moves'
import { type HoldContext, type HoldFeature, logRatio } from './hold-feature'

const NEAR_DAYS = 3
const WIDE_DAYS = 14
/** Seen longer ago than this before the quote, a price does not tell what held when it was seen. */
const BEFORE_DAYS = 4

export const neighbourMoves: readonly HoldFeature[] = [
  ...since('near', NEAR_DAYS),
  ...since('wide', WIDE_DAYS),
  {
    name: 'quote_over_near',
    kind: 'number',
    unit: 'logarithm',
    description: `The quote against the mean of the latest lowest fares of departures within ${NEAR_DAYS} days.`,
    value: (context) => logRatio(context.priceMinor, meanLatest(context, NEAR_DAYS)),
  },
  {
    name: 'quote_over_wide',
    kind: 'number',
    unit: 'logarithm',
    description: `The quote against the mean of the latest lowest fares of departures within ${WIDE_DAYS} days.`,
    value: (context) => logRatio(context.priceMinor, meanLatest(context, WIDE_DAYS)),
  },
]

function since(name: string, reach: number): readonly HoldFeature[] {
  const whose = `departures within ${reach} days, seen both before and after the quote was`
  return [
    {
      name: `${name}_seen_since`,
      kind: 'number',
      unit: 'departures',
      description: `Number of ${whose}.`,
      value: (context) => movesSince(context, reach).seen,
    },
    {
      name: `${name}_changed_since`,
      kind: 'number',
      unit: 'share',
      description: `Share whose lowest fare changed, of ${whose}.`,
      value: (context) => {
        const { seen, changed } = movesSince(context, reach)
        return seen > 0 ? changed / seen : undefined
      },
    },
    {
      name: `${name}_change_since`,
      kind: 'number',
      unit: 'logarithm',
      description: `Mean change of the lowest fare of ${whose}.`,
      value: (context) => {
        const { seen, logSum } = movesSince(context, reach)
        return seen > 0 ? logSum / seen : undefined
      },
    },
  ]
}

type Since = { seen: number; changed: number; logSum: number }

function movesSince({ moves, departureDay, quoteDay }: HoldContext, reach: number): Since {
  const since: Since = { seen: 0, changed: 0, logSum: 0 }
  if (!moves) return since
  for (const { days } of around(moves, departureDay, reach)) {
    const after = days.at(-1)
    if (!after || after.day <= quoteDay) continue
    const before = lastUpTo(days, quoteDay)
    if (!before || before.day < quoteDay - BEFORE_DAYS) continue
    since.seen += 1
    since.changed += Number(hasMoved(before.lowestMinor, after.lowestMinor))
    since.logSum += Math.log(after.lowestMinor / before.lowestMinor)
  }
  return since
}

function lastUpTo(days: readonly FareDay[], day: number): FareDay | undefined {
  for (let at = days.length - 1; at >= 0; at -= 1) {
    const seen = days[at]
    if (seen && seen.day <= day) return seen
  }
  return undefined
}

function meanLatest({ moves, departureDay }: HoldContext, reach: number): number | undefined {
  let sum = 0
  let count = 0
  for (const { days } of moves ? around(moves, departureDay, reach) : []) {
    const latest = days.at(-1)
    if (!latest) continue
    sum += latest.lowestMinor
    count += 1
  }
  return count > 0 ? sum / count : undefined
}
