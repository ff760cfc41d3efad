import { describe, expect, it } from 'vitest'
import { above, aboveInverse, meanAbove } from '../../../../models/statistics/normal'
import {
  unconstrainByEm,
  unconstrainByProjection,
} from '../../../../pipelines/features/bookings/unconstrain-finals'
import { normal, stream } from '../../../../pipelines/simulator/world/stream'

const random = stream(3, 'finals')
const wanted = Array.from({ length: 4000 }, () => 200 + 30 * normal(random))
const mean = average(wanted)

/** Sold out at `limit`. */
function soldOutAt(limit: number) {
  return wanted.map((seats) => ({ booked: Math.min(seats, limit), closed: seats > limit }))
}

describe('unconstraining final bookings', () => {
  it('finds the mean of a normal demand of which 60 % was cut off, by EM', () => {
    const finals = soldOutAt(200 - 0.2533 * 30)
    expect(finals.filter(({ closed }) => closed).length / finals.length).toBeCloseTo(0.6, 1)
    expect(average(unconstrainByEm(finals) ?? [])).toBeGreaterThan(mean * 0.99)
    expect(average(unconstrainByEm(finals) ?? [])).toBeLessThan(mean * 1.01)
  })

  it('leaves a little of it out by projection, whose median is below the mean of a tail', () => {
    const finals = soldOutAt(200 - 0.2533 * 30)
    const projected = average(unconstrainByProjection(finals) ?? [])
    expect(projected).toBeGreaterThan(average(finals.map(({ booked }) => booked)) + 8)
    expect(projected).toBeLessThan(mean)
  })

  it('keeps open departures and never returns less than was booked', () => {
    const finals = soldOutAt(190)
    for (const method of [unconstrainByEm, unconstrainByProjection]) {
      const estimate = method(finals) ?? []
      finals.forEach(({ booked, closed }, at) => {
        if (closed) expect(estimate[at]).toBeGreaterThanOrEqual(booked)
        else expect(estimate[at]).toBe(booked)
      })
    }
  })

  it('has no answer where fewer than two stayed open', () => {
    const finals = [
      { booked: 100, closed: true },
      { booked: 90, closed: false },
    ]
    expect(unconstrainByEm(finals)).toBeUndefined()
    expect(unconstrainByProjection(finals)).toBeUndefined()
  })
})

describe('the normal distribution', () => {
  it('has the tails that tables print', () => {
    expect(above(0)).toBeCloseTo(0.5, 7)
    expect(above(1.281552)).toBeCloseTo(0.1, 6)
    expect(above(-1.959964)).toBeCloseTo(0.975, 6)
    expect(aboveInverse(0.05)).toBeCloseTo(1.644854, 4)
  })

  it('has the mean above a bound that drawing shows', () => {
    const drawn = wanted.filter((seats) => seats >= 220)
    expect(meanAbove(200, 30, 220) / average(drawn)).toBeCloseTo(1, 1)
    expect(meanAbove(200, 0, 220)).toBe(220)
    expect(meanAbove(0, 1, 12)).toBeCloseTo(12.08, 1)
  })
})

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
