/**
 * Statistics of a panel of lowest fares: how often and how far fares change, and what waiting costs. The
 * same figures of a real and a simulated panel measure how similar they are.
 */
import { quantileOf } from '../../models/statistics/quantile'

/**
 * The lowest fares of one market and departure date by days to departure, relative to the usual fare of
 * the market, so that currencies weigh alike.
 */
export type Series = ReadonlyMap<number, number>

export const DAYS_GROUPS: readonly (readonly [from: number, to: number])[] = [
  [0, 3],
  [4, 7],
  [8, 14],
  [15, 30],
  [31, 60],
  [61, 120],
]
const MOST_DAYS = 120
/** Fares within this relative difference are equal, because feeds round. */
const SAME = 1e-6

/** Shares and relative sizes by name. A figure without cases is absent. */
export type PanelStatistics = ReadonlyMap<string, number>

export function panelStatistics(all: Iterable<Series>): PanelStatistics {
  const counts = createCounts()
  for (const series of all) {
    for (const [days, fare] of series) {
      if (days > MOST_DAYS) continue
      const group = groupOf(days)
      countChange(counts, fare, series.get(days - 1), group)
      countAhead(counts, series, days, fare, group)
    }
    countWaiting(counts, series, 30)
    countWaiting(counts, series, 14)
  }
  return counts.figures()
}

function groupOf(days: number): string {
  const [from, to] = DAYS_GROUPS.find(([, last]) => days <= last) ?? [0, 0]
  return `${from}-${to}`
}

function countChange(counts: Counts, fare: number, next: number | undefined, group: string): void {
  if (next === undefined) return
  const size = Math.abs(next / fare - 1)
  counts.add('unchanged', size < SAME ? 1 : 0)
  counts.add(`unchanged, ${group} days`, size < SAME ? 1 : 0)
  counts.add('last-price MAPE, 1 day', Math.abs(next - fare) / next)
  if (size < SAME) return
  counts.add('rises among changes', next > fare ? 1 : 0)
  counts.add('change, mean', size)
  counts.keep('change', size)
}

function countAhead(
  counts: Counts,
  series: Series,
  days: number,
  fare: number,
  group: string
): void {
  let lowest = Infinity
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    lowest = Math.min(lowest, series.get(days - ahead) ?? Infinity)
  }
  if (lowest < Infinity) {
    counts.add('drop >= 5 %', lowest <= 0.95 * fare ? 1 : 0)
    counts.add('drop >= 10 %', lowest <= 0.9 * fare ? 1 : 0)
    counts.add(`drop >= 5 %, ${group} days`, lowest <= 0.95 * fare ? 1 : 0)
  }
  for (const horizon of [7, 14]) {
    const later = series.get(days - horizon)
    if (later === undefined) continue
    counts.add(`last-price MAPE, ${horizon} days`, Math.abs(later - fare) / later)
  }
}

/** Counts, from `start` days out, the saving of perfect foresight and the extra cost of buying last. */
function countWaiting(counts: Counts, series: Series, start: number): void {
  const now = series.get(start)
  if (now === undefined) return
  let lowest = now
  let last: number | undefined
  let seen = 0
  for (let days = start - 1; days >= 0; days -= 1) {
    const fare = series.get(days)
    if (fare === undefined) continue
    seen += 1
    lowest = Math.min(lowest, fare)
    last = fare
  }
  // Skips a series that has fewer than half of its days or ends before the last week: it was cut short.
  if (last === undefined || seen < start / 2 || !endsNear(series)) return
  counts.ratio(`saving of who knew, from ${start} days`, now - lowest, now)
  counts.ratio(`buying at the end, from ${start} days`, last - now, now)
}

function endsNear(series: Series): boolean {
  return [0, 1, 2, 3].some((days) => series.has(days))
}

type Counts = {
  readonly add: (name: string, value: number) => void
  /** Divides the sum of `over` by the sum of `under`, so that expensive fares weigh more. */
  readonly ratio: (name: string, over: number, under: number) => void
  readonly keep: (name: string, value: number) => void
  readonly figures: () => PanelStatistics
}

function createCounts(): Counts {
  const sums = new Map<string, { over: number; under: number }>()
  const kept = new Map<string, number[]>()
  const ratio = (name: string, over: number, under: number) => {
    const known = sums.get(name)
    if (known) {
      known.over += over
      known.under += under
    } else sums.set(name, { over, under })
  }
  return {
    ratio,
    add: (name, value) => ratio(name, value, 1),
    keep(name, value) {
      const known = kept.get(name)
      if (known) known.push(value)
      else kept.set(name, [value])
    },
    figures() {
      const figures = new Map<string, number>()
      for (const [name, { over, under }] of sums) figures.set(name, over / under)
      for (const [name, values] of kept) {
        values.sort((a, b) => a - b)
        for (const share of [0.25, 0.5, 0.75, 0.95]) {
          const value = quantileOf(values, share)
          if (value !== undefined) figures.set(`${name}, ${share * 100} % below`, value)
        }
      }
      return figures
    },
  }
}
