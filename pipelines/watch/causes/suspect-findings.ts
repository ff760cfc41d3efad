/** Findings of the gate of offers: the open suspects of a market, one finding an airline and fare group. */
import { dayNumber } from '../../../models/airline/calendar'
import { minorDigits } from '../../../models/airline/money'
import type { MarketSnapshot, Quarantine, SuspectFare } from '../../market/snapshot'
import type { CauseFinding } from './cause-finding'
import { priceCause } from './price-cause'

/** Suspects are compared with a level, which varies by this much around single fares. */
const TOLERANCE = 0.3
/** Limit of the gate on the logarithm of a ratio; the strength of a suspect is relative to it. */
const LIMIT = 1.9
/** One filing covers a few departures; more are the airline's fares in general. */
const NARROW_DEPARTURES = 3

export function suspectFindings({ market, quarantine = [] }: MarketSnapshot): CauseFinding[] {
  return quarantine.flatMap((group) =>
    [...Map.groupBy(group.suspects, ({ airline }) => airline)].map(([airline, suspects]) =>
      findingOf(market, airline, group, suspects)
    )
  )
}

function findingOf(
  market: string,
  airline: string,
  { currency }: Quarantine,
  suspects: readonly SuspectFare[]
): CauseFinding {
  const logs = suspects.map(logOf).sort((a, b) => a - b)
  const log = logs[logs.length >> 1] ?? 0
  const dates = [...new Set(suspects.map(({ departureDate }) => departureDate))].sort()
  const isWide = dates.length > NARROW_DEPARTURES
  const strongest = suspects.toSorted((a, b) => Math.abs(logOf(b)) - Math.abs(logOf(a)))[0]
  const strength = Math.max(1, Math.abs(log) / LIMIT)
  const unit = 10 ** (minorDigits(currency) ?? 2)
  const shift = { log, isWide, isSudden: true, isUniform: false, currency, tolerance: TOLERANCE }
  return {
    market,
    airline,
    family: 'price',
    class: priceCause(shift),
    sign: strongest?.doubt ?? 'off_level',
    at: Math.max(...suspects.map(({ lastObservedAt }) => lastObservedAt)),
    strength,
    weight: (isWide ? 2 : 1) * Math.min(MOST_WEIGHT, strength),
    actual: strongest && strongest.amountMinor / unit,
    expected: strongest?.expectedMinor === undefined ? undefined : strongest.expectedMinor / unit,
    unit: currency,
    scope: departuresText(dates),
    stake: { amountMinor: suspects.reduce((sum, each) => sum + stakeOf(each), 0), currency },
  }
}

/** Distances beyond this many limits are equally certain. */
export const MOST_WEIGHT = 3

/** 0 where nothing is known of the expected price; such a suspect is below any fare. */
function logOf({ amountMinor, expectedMinor }: SuspectFare): number {
  if (expectedMinor === undefined) return -LIMIT
  return Math.log(Math.max(1, amountMinor) / Math.max(1, expectedMinor))
}

function stakeOf({ amountMinor, expectedMinor, sightings }: SuspectFare): number {
  return expectedMinor === undefined ? 0 : Math.abs(expectedMinor - amountMinor) * sightings
}

function departuresText(dates: readonly string[]): string {
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined || last === undefined) return ''
  if (first === last) return `departure ${first}`
  const days = dayNumber(last) - dayNumber(first) + 1
  return `${dates.length} of ${days} departures from ${first} to ${last}`
}
