import { describe, expect, it } from 'vitest'
import { unconstrainCurves } from '../../../../pipelines/features/bookings/unconstrain-curves'
import { closedRows } from '../../../../pipelines/training/bookings/closed-rows'
import {
  limitFor,
  observe,
  wantedCurves,
} from '../../../../pipelines/training/bookings/simulated-bookings'

const markets = wantedCurves({ seed: 2, markets: 2, from: '2025-03-01', days: 210 })

describe('simulated markets that sell out', () => {
  it('recovers demand with less than 5 % of bias when 60 % of departures closed', () => {
    let wantedSum = 0
    let estimatedSum = 0
    let bookedSum = 0
    for (const { wanted } of markets) {
      const evening = wanted.firstDay + wanted.gained.length
      const observed = observe(wanted, limitFor(wanted, 0.6), evening)
      const flown = observed.filter(({ seenTo }) => seenTo === 0)
      const closed = flown.filter(({ closedAt }) => closedAt !== undefined)
      expect(closed.length / observed.length).toBeCloseTo(0.6, 1)
      wantedSum += sum(wanted.gained.map(sum))
      bookedSum += sum(observed.map(({ gained }) => sum(gained)))
      estimatedSum += sum(unconstrainCurves(flown).finals)
    }
    expect(bookedSum / wantedSum).toBeLessThan(0.95)
    expect(Math.abs(estimatedSum / wantedSum - 1)).toBeLessThan(0.05)
  })

  it('show bookings up to the limit, and past days only of future departures', () => {
    const [first] = markets
    if (!first) throw new Error('no market')
    const limit = limitFor(first.wanted, 0.6)
    const evening = first.wanted.firstDay + 100
    observe(first.wanted, limit, evening).forEach(({ gained, seenTo }, at) => {
      expect(sum(gained)).toBeLessThanOrEqual(limit)
      expect(sum(gained.slice(0, seenTo))).toBe(0)
      if (seenTo < gained.length) expect(seenTo).toBe(Math.max(0, at - 100))
    })
  })

  it('make rows whose features no later booking moves', () => {
    const [first] = markets
    if (!first) throw new Error('no market')
    const { firstDay, gained } = first.wanted
    const cut = firstDay + 90
    const limit = limitFor(first.wanted, 0.6)
    const changed = gained.map((curve, at) =>
      curve.map((seats, d) => (firstDay + at - d > cut ? seats + 1 : seats))
    )
    const before = observe(first.wanted, limit, cut)
    const after = observe({ firstDay, gained: changed }, limit, cut)
    expect(unconstrainCurves(after)).toEqual(unconstrainCurves(before))
    const rows = [...closedRows(first, 0.6, firstDay + 149)]
    expect(rows.length).toBeGreaterThan(50)
    for (const row of rows) expect(row.truth).toBeGreaterThan(0)
  })
})

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0)
}
