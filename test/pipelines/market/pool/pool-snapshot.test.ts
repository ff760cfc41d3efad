import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparablesOf } from '../../../../pipelines/answers/evidence/comparables'
import { poolSnapshots } from '../../../../pipelines/market/pool/pool-snapshot'
import {
  type FareGroupSnapshot,
  GRID_STEPS,
  type MarketSnapshot,
} from '../../../../pipelines/market/snapshot'
import { type Observation, observedBy } from '../../../build/pooled'
import { inDays, NOW } from '../../../build/snapshots'

const LOW = 30_000
const HIGH = 60_000
const honestFare = fc.integer({ min: LOW, max: HIGH })
const anyFare = fc.integer({ min: 100, max: 5_000_000 })

const observation = (priceMinor: fc.Arbitrary<number>): fc.Arbitrary<Observation> =>
  fc.record({
    priceMinor,
    inDays: fc.integer({ min: 35, max: 45 }),
    daysAgo: fc.integer({ min: 0, max: 5 }),
    airline: fc.constantFrom('TP', 'AA', 'UA'),
  })
const honest = fc.array(fc.array(observation(honestFare), { minLength: 3, maxLength: 30 }), {
  minLength: 3,
  maxLength: 6,
})
const hostile = fc.array(observation(anyFare), { minLength: 1, maxLength: 200 })

function groupOf(snapshot: MarketSnapshot | undefined) {
  const [group] = snapshot?.fareGroups ?? []
  if (!group) throw new Error('the market has a fare group')
  return group
}

const pooled = (each: readonly (readonly Observation[])[]) =>
  poolSnapshots(each.map((observations, at) => observedBy(`sender-${at}`, observations)))

/** Without the senders, which are numbered in the order in which they are given. */
function faresOf({ departures }: FareGroupSnapshot) {
  return Object.fromEntries(
    Object.entries(departures).map(([date, days]) => [
      date,
      days.map(({ sender: _sender, ...row }) => row),
    ])
  )
}

function withSender(departures: FareGroupSnapshot['departures'], sender: number) {
  return Object.fromEntries(
    Object.entries(departures).map(([date, days]) => [
      date,
      days.map((each) => ({ ...each, sender })),
    ])
  )
}

/** Sketches are exact within 2 %. */
const WITHIN = 1.03

describe('one of at least four senders, whatever it sends', () => {
  test('leaves the quantiles from 30 % to 70 % among the fares of the others', () => {
    fc.assert(
      fc.property(honest, hostile, (others, sent) => {
        const { gridMinor } = groupOf(pooled([...others, sent])).windows['30d'] ?? {}
        for (let step = GRID_STEPS * 0.3 + 1; step <= GRID_STEPS * 0.7 - 1; step += 1) {
          expect(gridMinor?.[step]).toBeGreaterThanOrEqual(LOW / WITHIN)
          expect(gridMinor?.[step]).toBeLessThanOrEqual(HIGH * WITHIN)
        }
      }),
      { numRuns: 60 }
    )
  })

  test('leaves the lowest and the highest of the window among the fares of the others', () => {
    fc.assert(
      fc.property(honest, hostile, (others, sent) => {
        const { minMinor, maxMinor } = groupOf(pooled([...others, sent])).windows['30d'] ?? {}
        expect(minMinor).toBeGreaterThanOrEqual(LOW)
        expect(maxMinor).toBeLessThanOrEqual(HIGH)
      }),
      { numRuns: 60 }
    )
  })

  test('leaves the lowest fare of a departure and day that two others observed among theirs', () => {
    fc.assert(
      fc.property(honest, hostile, (others, sent) => {
        const group = groupOf(pooled([...others, sent]))
        for (const [date, days] of Object.entries(group.departures)) {
          for (const { day, lowestMinor } of days) {
            const seen = others.filter((each) =>
              groupOf(observedBy('one', each)).departures[date]?.some((row) => row.day === day)
            )
            if (seen.length < 2) continue
            expect(lowestMinor).toBeGreaterThanOrEqual(LOW)
            expect(lowestMinor).toBeLessThanOrEqual(HIGH)
          }
        }
      }),
      { numRuns: 40 }
    )
  })

  test('sets at most 30 % of the fares that a trip is compared with, though it invents departures', () => {
    const others = [0, 1, 2].map((sender) =>
      Array.from({ length: 11 }, (_, at) => ({
        priceMinor: 40_000 + sender * 100 + at,
        inDays: 35 + at,
      }))
    )
    const sent = Array.from({ length: 400 }, (_, at) => ({
      priceMinor: 5_000 + (at % 7),
      inDays: 30 + (at % 20),
      daysAgo: at % 15,
    }))
    const group = groupOf(pooled([...others, sent]))
    const compared = comparablesOf(group, 40, NOW)
    expect(compared?.observations).toBeLessThan(60)
    expect(compared?.level).toBe('market_departure')
    expect(compared?.gridMinor[GRID_STEPS * 0.35]).toBeGreaterThanOrEqual(40_000)
    expect(groupOf(pooled([sent])).windows['30d']?.count).toBe(400)
  })
})

describe('a pool', () => {
  test('of one member is its market', () => {
    const own = observedBy('a', [
      { priceMinor: 40_000, airline: 'TP' },
      { priceMinor: 50_000, inDays: 41, daysAgo: 2, airline: 'AA' },
    ])
    const group = groupOf(poolSnapshots([own]))
    const { senders, departures, ...rest } = group
    const { departures: ownDepartures, ...ownRest } = groupOf(own)
    expect(rest).toEqual(ownRest)
    expect(departures).toEqual(withSender(ownDepartures, 0))
    expect(senders).toEqual({ last30d: 1, byDaysToDeparture: { 40: 1, 43: 1 } })
  })

  test('does not depend on the order of its members', () => {
    fc.assert(
      fc.property(honest, (each) => {
        const snapshots = each.map((observations, at) => observedBy(`${at}`, observations))
        const forward = groupOf(poolSnapshots(snapshots))
        const backward = groupOf(poolSnapshots(snapshots.toReversed()))
        expect(faresOf(backward)).toEqual(faresOf(forward))
        expect(backward.windows['30d']?.gridMinor).toEqual(forward.windows['30d']?.gridMinor)
        expect(backward.senders).toEqual(forward.senders)
      }),
      { numRuns: 30 }
    )
  })

  test('counts what was observed, and searches within the share of each sender', () => {
    const few = (sender: string) =>
      observedBy(sender, [{ priceMinor: 40_000 }, { priceMinor: 41_000 }])
    const many = observedBy(
      'many',
      Array.from({ length: 300 }, () => ({ priceMinor: 40_000 }))
    )
    const market = poolSnapshots([few('a'), few('b'), few('c'), many])
    expect(groupOf(market).windows['30d']?.count).toBe(306)
    // The three keep 2 each, and c = 0.3 (6 + c).
    expect(market?.searches.last['30d']).toBe(9)
    expect(groupOf(market).departures[inDays(40)]?.[0]?.count).toBe(306)
  })

  test('has no market that nobody observed', () => {
    expect(poolSnapshots([])).toBeUndefined()
  })
})
