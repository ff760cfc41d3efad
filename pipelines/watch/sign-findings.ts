/** Signs of an airline's day as findings: one of its prices and one of its presence, if any. */

import { toMinor } from '../../models/airline/money'
import { type Limits, type MeasuredSign, readSigns, type Sign } from '../../models/anomaly/gate'
import type { FeatureRow } from '../../models/runtime/features'
import type { Feed } from '../features/anomaly/anomaly-feed'
import type { DayFares } from '../features/anomaly/day-fares'
import { medianOf } from '../features/anomaly/robust'
import type { CauseFinding, Stake } from './causes/cause-finding'
import { priceCause } from './causes/price-cause'
import { LEAST_FACTOR } from './causes/sensitivity'
import { MOST_WEIGHT } from './causes/suspect-findings'

export type AirlineDay = {
  readonly market: string
  readonly airline: string
  readonly at: number
  readonly row: FeatureRow
  readonly feed: Feed
  readonly today: DayFares
  /** Searches of the market that day. */
  readonly searches: number
}

const PRESENCE: readonly Sign[] = ['frozen', 'missing']
/** Medians of many fares; a power of ten and a rate of exchange differ by more. */
const TOLERANCE = 0.12
/** A level counts as sudden when so much of it came within a day. */
const SUDDEN_SHARE = 0.5
/** Share of the fares that moved by exactly one factor. */
export const UNIFORM_SHARE = 0.4
const WIDE: readonly Sign[] = ['uniform_change', 'jump', 'level_shift']

export function signFindings(day: AirlineDay, limits: Limits): CauseFinding[] {
  const signs = readSigns(day.row, limits).filter(({ strength }) => strength >= LEAST_FACTOR)
  const prices = signs.filter(({ sign }) => !PRESENCE.includes(sign))
  const presence = signs.filter(({ sign }) => PRESENCE.includes(sign))
  return [
    ...(prices[0] ? [priceFinding(day, prices[0], prices)] : []),
    ...(presence[0] ? [presenceFinding(day, presence[0])] : []),
  ]
}

function priceFinding(
  { market, airline, at, row, today }: AirlineDay,
  { sign, strength }: MeasuredSign,
  signs: readonly MeasuredSign[]
): CauseFinding {
  const jump = numberOf(row, 'jump')
  const level = numberOf(row, 'level_shift')
  const isWide = signs.some((each) => each.strength >= 1 && WIDE.includes(each.sign))
  const odd = numberOf(row, 'odd_fare') ?? 0
  const wideLog = greaterOf(jump, level)
  const log = isWide ? wideLog : odd
  const isSudden = Math.abs(jump ?? 0) >= SUDDEN_SHARE * Math.abs(wideLog)
  const isUniform = (numberOf(row, 'uniform_change') ?? 0) >= UNIFORM_SHARE
  const { currency } = row
  const cause = priceCause({ log, isWide, isSudden, isUniform, currency, tolerance: TOLERANCE })
  return {
    market,
    airline,
    family: 'price',
    class: cause,
    sign,
    at,
    strength,
    // A shift within a day names its cause; a level alone does not.
    weight: (isWide && isSudden ? 2 : 1) * Math.min(MOST_WEIGHT, strength),
    actual: Math.exp(log),
    expected: 1,
    unit: 'of the usual fare',
    scope: isWide ? '' : 'single departures',
    stake: priceStake(today, log, isWide ? today.shown : 1, currency),
  }
}

function presenceFinding(
  { market, airline, at, row, feed, searches }: AirlineDay,
  { sign, strength, actual, expected }: MeasuredSign
): CauseFinding {
  const unit = sign === 'missing' ? 'of the searches show it' : 'changes of fares overdue'
  return {
    market,
    airline,
    family: 'presence',
    class: 'feed_outage',
    sign,
    at,
    strength,
    weight: Math.min(MOST_WEIGHT, strength),
    actual,
    expected,
    unit,
    scope: '',
    stake: sign === 'missing' ? missingStake(feed, searches, actual, expected, row) : undefined,
  }
}

/** Difference from the usual fare, over the searches that showed it. */
function priceStake(
  { fares }: DayFares,
  log: number,
  shown: number,
  currency: string
): Stake | undefined {
  const middle = medianOf([...fares.values()].map((fare) => fare.log))
  if (middle === undefined || shown === 0) return undefined
  const difference = Math.exp(middle) * Math.abs(Math.exp(-log) - 1)
  return { amountMinor: toMinor(difference * shown, currency), currency }
}

/** The airline's usual fare, over the searches that should have shown it. */
function missingStake(
  { fares }: Feed,
  searches: number,
  actual = 0,
  expected = 0,
  { currency }: FeatureRow
): Stake | undefined {
  const middle = medianOf([...fares.values()].map((fare) => fare.log))
  if (middle === undefined) return undefined
  const unseen = Math.max(0, expected - actual) * searches
  return { amountMinor: toMinor(Math.exp(middle) * unseen, currency), currency }
}

function greaterOf(a = 0, b = 0): number {
  return Math.abs(a) >= Math.abs(b) ? a : b
}

function numberOf({ values }: FeatureRow, name: string): number | undefined {
  const value = values[name]
  return typeof value === 'number' ? value : undefined
}
