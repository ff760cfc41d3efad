import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import {
  alikeDays,
  changesBetween,
  marketMoves,
} from '../../../../pipelines/features/quote-validity/market-moves'
import { quoteContext } from '../../../../pipelines/features/quote-validity/quote-validity-feature'
import {
  HOLD_FEATURES,
  quoteValidityRow,
} from '../../../../pipelines/features/quote-validity/quote-validity-row'
import type { FareGroupSnapshot } from '../../../../pipelines/market/snapshot'
import { fareGroupOf, inDays, NOW, type Seen, TODAY } from '../../../build/snapshots'

const quoteOf = (departsIn: number, daysAgo: number, amountMinor = 100_00) => ({
  market: 'LIS-JFK' as const,
  departureDate: inDays(departsIn),
  cabin: 'economy' as const,
  amountMinor,
  currency: 'EUR',
  quotedAt: NOW - daysAgo * DAY_MS,
})

const valuesOf = (fares: FareGroupSnapshot | undefined, quote: ReturnType<typeof quoteOf>) =>
  quoteValidityRow(quoteContext(quote, fares, quote.amountMinor, NOW)).values

test('computes age, quantile fences and newer observations of the departure', () => {
  const fares = fareGroupOf([
    { inDays: 6, daysAgo: 3, fare: 100_00 },
    { inDays: 6, daysAgo: 1, fare: 120_00 },
  ])
  expect(valuesOf(fares, quoteOf(6, 2))).toMatchObject({
    quote_age_hours: 48,
    nights_since_quote: 2,
    purchase_fences_crossed: 1,
    departure_newer_days: 1,
    departure_newer_ratio: Math.log(1.2),
    departure_unseen_days: 1,
    quote_over_lowest: 0,
    departure_changes_per_day: 0.5,
  })
})

test('counts neighbours observed before and after the quote', () => {
  const fares = fareGroupOf([
    { inDays: 9, daysAgo: 4, fare: 100_00 },
    { inDays: 9, daysAgo: 1, fare: 150_00 },
    { inDays: 11, daysAgo: 3, fare: 100_00 },
    { inDays: 11, daysAgo: 1, fare: 100_00 },
    { inDays: 12, daysAgo: 3, fare: 100_00 },
  ])
  const values = valuesOf(fares, quoteOf(10, 2))
  expect(values).toMatchObject({ near_seen_since: 2, near_changed_since: 0.5 })
  expect(values.near_change_since).toBeCloseTo(Math.log(1.5) / 2, 12)
})

test('uses the quote alone without any fares', () => {
  const known = Object.entries(valuesOf(undefined, quoteOf(10, 2)))
    .filter(([, value]) => value !== undefined && value !== 0)
    .map(([name]) => name)
  expect(known).toEqual([
    'quote_age_hours',
    'nights_since_quote',
    'days_to_departure',
    'departure_weekday',
    'asked_weekday',
  ])
})

const sightings: fc.Arbitrary<Seen[]> = fc.uniqueArray(
  fc.record({
    inDays: fc.integer({ min: 0, max: 40 }),
    daysAgo: fc.integer({ min: 0, max: 20 }),
    fare: fc.integer({ min: 50_00, max: 60_00 }),
  }),
  { selector: ({ inDays: days, daysAgo }) => days * 100 + daysAgo, maxLength: 60 }
)

test('no feature is NaN, and another currency of the same fares changes none', () => {
  fc.assert(
    fc.property(sightings, fc.nat(40), fc.nat(20), (seen, departsIn, daysAgo) => {
      const values = valuesOf(fareGroupOf(seen), quoteOf(departsIn, daysAgo, 55_00))
      expect(Object.values(values).some(Number.isNaN)).toBe(false)
      const dearer = fareGroupOf(seen.map((each) => ({ ...each, fare: each.fare * 400 })))
      const other = valuesOf(dearer, quoteOf(departsIn, daysAgo, 55_00 * 400))
      for (const { name } of HOLD_FEATURES) {
        expect(other[name]).toEqual(
          typeof values[name] === 'number' ? expect.closeTo(values[name], 9) : values[name]
        )
      }
    })
  )
})

test('changes by days to departure are those that a walk over all sightings finds', () => {
  fc.assert(
    fc.property(sightings, fc.nat(40), (seen, ahead) => {
      const [fewest, most] = alikeDays(ahead)
      const found = changesBetween(marketMoves(fareGroupOf(seen)), fewest, most)
      expect(found).toEqual(walked(seen, fewest, most))
    })
  )
})

function walked(seen: readonly Seen[], fewest: number, most: number) {
  const total = { days: 0, changes: 0 }
  for (const later of seen) {
    const day = TODAY - (later.daysAgo ?? 0)
    const before = seen
      .filter((each) => each.inDays === later.inDays && TODAY - (each.daysAgo ?? 0) < day)
      .sort((a, b) => (a.daysAgo ?? 0) - (b.daysAgo ?? 0))[0]
    const ahead = TODAY + later.inDays - day
    if (!before || ahead < Math.max(0, fewest) || ahead > most) continue
    total.days += (before.daysAgo ?? 0) - (later.daysAgo ?? 0)
    total.changes += Math.abs(later.fare / before.fare - 1) > 0.005 ? 1 : 0
  }
  return total
}
