/** What the same departure did: before the quote was seen, and what was seen of it since. */
import { DAY_MS } from '../../../models/airline/calendar'
import type { FareDay } from '../../market/snapshot'
import { hasMoved, seenOf } from './market-moves'
import { logRatio, type QuoteContext, type QuoteValidityFeature } from './quote-validity-feature'

export const departureMoves: readonly QuoteValidityFeature[] = [
  {
    name: 'departure_newer_days',
    kind: 'number',
    unit: 'days',
    description: 'From the day of the quote to the latest day on which the departure was seen.',
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
      'Lowest fare of the departure on the latest day it was seen, if the quote is not newer, against the quote.',
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
    description: 'Since the departure was last seen.',
    value: (context) => {
      const latest = seenDays(context).at(-1)
      return latest && Math.floor(context.now / DAY_MS) - latest.day
    },
  },
  {
    name: 'quote_over_lowest',
    kind: 'number',
    unit: 'logarithm',
    description: 'The quote against the lowest fare of its departure on the day it was seen.',
    value: (context) => {
      const same = seenDays(context).findLast(({ day }) => day <= context.quoteDay)
      return logRatio(context.priceMinor, same?.lowestMinor)
    },
  },
  {
    name: 'departure_changes_per_day',
    kind: 'number',
    unit: '1 a day',
    description: 'Changes of the lowest fare over the days between sightings of the departure.',
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
    description: 'Days from the first to the latest sighting that are kept of the departure.',
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
    description: 'From the latest change that was seen to the latest sighting of the departure.',
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
    description: 'The quote against the lowest fare kept of the departure.',
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
    description: 'The quote against the highest of the daily lowest fares kept of the departure.',
    value: (context) =>
      logRatio(
        context.priceMinor,
        extreme(seenDays(context), (a, b) => Math.max(a, b))
      ),
  },
]

/**
 * The quote is itself a sighting of its departure: where it came by another way than a search, its
 * day is put in, so that a departure never searched is no other case than one seen once.
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

/** Index of the sighting that was first to show it; 0 without any. */
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
