/** Movements of the same departure, before the quote was observed and since. */
import { dayNumberAt } from '../../../models/airline/calendar'
import type { FareDay } from '../../market/snapshot'
import { hasMoved, seenOf } from './market-moves'
import { logRatio, type QuoteContext, type QuoteValidityFeature } from './quote-validity-feature'

export const departureMoves: readonly QuoteValidityFeature[] = [
  {
    name: 'departure_newer_days',
    kind: 'number',
    unit: 'days',
    description: 'Days from the quote to the latest observation of the departure.',
    value: (context) => {
      const latest = seenDays(context).at(-1)
      return latest && latest.day - context.quoteDay
    },
  },
  {
    name: 'departure_newer_ratio',
    kind: 'number',
    unit: 'logarithm',
    description:
      'Lowest fare of the departure at its latest observation, if the quote is not newer, against the quote.',
    value: (context) => {
      const latest = seenDays(context).at(-1)
      return latest && latest.day >= context.quoteDay
        ? logRatio(latest.lowestMinor, context.priceMinor)
        : undefined
    },
  },
  {
    name: 'departure_unseen_days',
    kind: 'number',
    unit: 'days',
    description: 'Time since the departure was last observed.',
    value: (context) => {
      const latest = seenDays(context).at(-1)
      return latest && dayNumberAt(context.now) - latest.day
    },
  },
  {
    name: 'quote_over_lowest',
    kind: 'number',
    unit: 'logarithm',
    description: 'The quote against the lowest fare of its departure on the day of the quote.',
    value: (context) => {
      const same = seenDays(context).findLast(({ day }) => day <= context.quoteDay)
      return logRatio(context.priceMinor, same?.lowestMinor)
    },
  },
  {
    name: 'departure_changes_per_day',
    kind: 'number',
    unit: '1 a day',
    description: 'Changes of the lowest fare over the days between observations of the departure.',
    value: (context) => {
      const days = seenDays(context)
      const span = spanOf(days)
      return span > 0 ? changesIn(days) / span : undefined
    },
  },
  {
    name: 'departure_seen_span_days',
    kind: 'number',
    unit: 'days',
    description: 'Days from the first to the latest stored observation of the departure.',
    value: (context) => spanOf(seenDays(context)),
  },
  {
    name: 'departure_last_change',
    kind: 'number',
    unit: 'logarithm',
    description: 'Latest change of the lowest fare of the departure.',
    value: (context) => {
      const days = seenDays(context)
      const at = lastChange(days)
      return at > 0 ? logRatio(days[at]?.lowestMinor, days[at - 1]?.lowestMinor) : undefined
    },
  },
  {
    name: 'departure_unchanged_days',
    kind: 'number',
    unit: 'days',
    description: 'Days from the latest change to the latest observation of the departure.',
    value: (context) => {
      const days = seenDays(context)
      const latest = days.at(-1)
      const changed = days[Math.max(0, lastChange(days))]
      return latest && changed && latest.day - changed.day
    },
  },
  {
    name: 'quote_over_departure_lowest',
    kind: 'number',
    unit: 'logarithm',
    description: 'The quote against the lowest stored fare of the departure.',
    value: (context) =>
      logRatio(
        context.priceMinor,
        extreme(seenDays(context), (a, b) => Math.min(a, b))
      ),
  },
  {
    name: 'quote_over_departure_highest',
    kind: 'number',
    unit: 'logarithm',
    description: 'The quote against the highest stored daily lowest fare of the departure.',
    value: (context) =>
      logRatio(
        context.priceMinor,
        extreme(seenDays(context), (a, b) => Math.max(a, b))
      ),
  },
]

/**
 * The quote is itself an observation of its departure. If it came from another source than a
 * search, its day is inserted, so that a departure never searched is treated as one observed once.
 */
function seenDays({ moves, departureDay, quoteDay, priceMinor }: QuoteContext): readonly FareDay[] {
  const days = (moves && seenOf(moves, departureDay)?.days) ?? []
  if (!moves || priceMinor === undefined || days.some(({ day }) => day === quoteDay)) return days
  const quoted = { day: quoteDay, lowestMinor: priceMinor, medianMinor: priceMinor, count: 1 }
  return days.toSpliced(days.findLastIndex(({ day }) => day < quoteDay) + 1, 0, quoted)
}

function spanOf(days: readonly FareDay[]): number {
  return (days.at(-1)?.day ?? 0) - (days[0]?.day ?? 0)
}

function changesIn(days: readonly FareDay[]): number {
  let changes = 0
  for (let at = 1; at < days.length; at += 1) changes += Number(changedAt(days, at))
  return changes
}

/** Index of the first observation of the current fare; 0 without any change. */
function lastChange(days: readonly FareDay[]): number {
  for (let at = days.length - 1; at > 0; at -= 1) if (changedAt(days, at)) return at
  return 0
}

function changedAt(days: readonly FareDay[], at: number): boolean {
  const [before, after] = [days[at - 1], days[at]]
  return (
    before !== undefined && after !== undefined && hasMoved(before.lowestMinor, after.lowestMinor)
  )
}

function extreme(
  days: readonly FareDay[],
  of: (a: number, b: number) => number
): number | undefined {
  let found: number | undefined
  for (const { lowestMinor } of days) {
    found = found === undefined ? lowestMinor : of(found, lowestMinor)
  }
  return found
}
