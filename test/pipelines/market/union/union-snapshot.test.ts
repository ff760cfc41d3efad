import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historyOf } from '../../../../pipelines/answers/evidence/history'
import { exactGroup } from '../../../../pipelines/answers/evidence/own-group'
import type { SearchEvent } from '../../../../pipelines/events/event'
import { packBatch } from '../../../../pipelines/market/market-batch'
import {
  applyBatch,
  createMarketState,
  snapshotOf,
} from '../../../../pipelines/market/market-state'
import { unionSnapshot } from '../../../../pipelines/market/union/union-snapshot'
import { inDays, NOW } from '../../../build/snapshots'

type Seen = {
  readonly market: 'JFK-MAD' | 'EWR-MAD'
  readonly fare: number
  readonly stops: number
}

const searchOf = ({ market, fare, stops }: Seen, index: number): SearchEvent => ({
  type: 'search',
  id: `${market} ${index}`,
  at: NOW - 1_000,
  receivedAt: NOW,
  market,
  departureDate: inDays(10 + (index % 5)),
  cabin: 'economy',
  passengers: 1,
  currency: 'USD',
  shopper: {},
  offers: [{ airline: index % 2 === 0 ? 'IB' : 'UA', stops, amountMinor: fare }],
})

function marketOf(market: Seen['market'], seen: readonly Seen[]) {
  const state = createMarketState(market)
  const own = seen.map(searchOf).filter((event) => event.market === market)
  if (own.length > 0) applyBatch(state, packBatch(market, own), NOW)
  return snapshotOf(state, NOW)
}

const seenFares = fc.array(
  fc.record({
    market: fc.constantFrom('JFK-MAD' as const, 'EWR-MAD' as const),
    fare: fc.integer({ min: 300_00, max: 900_00 }),
    stops: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 40 }
)

test('lowest fares, counts and airports are those of all offers of both markets', () => {
  fc.assert(
    fc.property(
      seenFares,
      fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
      (seen, stops) => {
        const union = unionSnapshot('NYC-MAD', [
          marketOf('JFK-MAD', seen),
          marketOf('EWR-MAD', seen),
        ])
        const [group] = union.fareGroups
        expect(union.fareGroups).toHaveLength(1)
        expect(group?.windows['30d']?.count).toBe(seen.length)
        expect(union.searches.last['1h']).toBe(seen.length)
        const own = group && exactGroup(group, { stops })
        for (let day = 0; day < 5; day += 1) {
          const offers = seen
            .map((each, index) => ({ ...each, day: index % 5 }))
            .filter((each) => each.day === day && (stops === undefined || each.stops === stops))
          const [history] = own ? historyOf(own, inDays(10 + day), NOW) : []
          const lowest = Math.min(...offers.map(({ fare }) => fare))
          expect(history?.lowestMinor).toBe(offers.length === 0 ? undefined : lowest)
          expect(history?.observations ?? 0).toBe(offers.length)
          const markets = offers.filter(({ fare }) => fare === lowest).map(({ market }) => market)
          if (history) expect(markets).toContain(history.market)
        }
      }
    ),
    { numRuns: 60 }
  )
})

test('quantiles of equal markets are their own, and those of two levels lie between them', () => {
  const fares = (market: Seen['market'], from: number) =>
    Array.from({ length: 20 }, (_, at) => ({ market, fare: from + at * 1_00, stops: 0 }))
  const one = marketOf('JFK-MAD', fares('JFK-MAD', 400_00))
  const same = unionSnapshot('NYC-MAD', [one, one])
  const gridOf = (snapshot: typeof one) => snapshot.fareGroups[0]?.windows['30d']?.gridMinor ?? []
  const before = gridOf(one)
  gridOf(same).forEach((amount, step) => {
    expect(amount).toBeGreaterThanOrEqual(before[Math.max(0, step - 1)] ?? 0)
    expect(amount).toBeLessThanOrEqual(before[Math.min(40, step + 1)] ?? 0)
  })
  const other = marketOf('EWR-MAD', fares('EWR-MAD', 800_00))
  const both = gridOf(unionSnapshot('NYC-MAD', [one, other]))
  expect(both[10]).toBeLessThan(420_00)
  expect(both[30]).toBeGreaterThan(790_00)
  expect(both[0]).toBe(before[0])
})

test('fares of another currency stay a group of their own', () => {
  const dollars = marketOf('JFK-MAD', [{ market: 'JFK-MAD', fare: 400_00, stops: 0 }])
  const other = marketOf('EWR-MAD', [{ market: 'EWR-MAD', fare: 400_00, stops: 0 }])
  const euros = {
    ...other,
    fareGroups: other.fareGroups.map((group) => ({ ...group, currency: 'EUR' })),
  }
  const union = unionSnapshot('NYC-MAD', [dollars, euros])
  expect(union.fareGroups.map(({ currency }) => currency)).toEqual(['USD', 'EUR'])
  expect(union.markets).toEqual(['JFK-MAD', 'EWR-MAD'])
})

test('airlines are averaged by their counts', () => {
  const one = marketOf('JFK-MAD', [
    { market: 'JFK-MAD', fare: 400_00, stops: 0 },
    { market: 'JFK-MAD', fare: 500_00, stops: 0 },
    { market: 'JFK-MAD', fare: 600_00, stops: 0 },
  ])
  const other = marketOf('EWR-MAD', [{ market: 'EWR-MAD', fare: 800_00, stops: 0 }])
  const [group] = unionSnapshot('NYC-MAD', [one, other]).fareGroups
  expect(group?.airlines.IB).toEqual({ count: 3, meanMinor: 600_00, minMinor: 400_00 })
})
