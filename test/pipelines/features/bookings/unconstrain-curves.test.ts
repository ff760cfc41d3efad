import { describe, expect, it } from 'vitest'
import {
  type ObservedCurve,
  unconstrainCurves,
} from '../../../../pipelines/features/bookings/unconstrain-curves'
import { poisson, stream } from '../../../../pipelines/simulator/world/stream'

const DAYS = 40

/** Departures whose level varies by a quarter either way; bookings quicken towards departure. */
function drawWanted(): Float64Array[] {
  const random = stream(5, 'curves')
  return Array.from({ length: 120 }, (_, at) => {
    const level = 1 + 0.25 * Math.sin(at) + 0.15 * (random() - 0.5)
    return Float64Array.from({ length: DAYS + 1 }, (_, d) =>
      poisson(random, (level * 60 * Math.exp(-d / 12)) / 6)
    )
  })
}

function closeAt(curve: Float64Array, limit: number): ObservedCurve {
  const gained = new Float64Array(curve.length)
  let left = limit
  for (let d = curve.length - 1; d >= 0; d -= 1) {
    const taken = Math.min(left, curve[d] ?? 0)
    gained[d] = taken
    left -= taken
    if (left === 0) return { gained, closedAt: d, seenTo: 0 }
  }
  return { gained, closedAt: undefined, seenTo: 0 }
}

describe('unconstraining booking curves', () => {
  const wanted = drawWanted()
  const finals = wanted.map(total)
  const limit = [...finals].sort((a, b) => a - b)[48] ?? 0
  const observed = wanted.map((curve) => closeAt(curve, limit))

  it('recovers demand within 2 % when 60 % of departures sold out', () => {
    const closed = observed.filter(({ closedAt }) => closedAt !== undefined)
    expect(closed.length / observed.length).toBeCloseTo(0.6, 1)
    const booked = total(observed.map(({ gained }) => total(gained)))
    expect(booked / total(finals)).toBeLessThan(0.92)
    const estimate = total(unconstrainCurves(observed).finals)
    expect(estimate / total(finals)).toBeGreaterThan(0.98)
    expect(estimate / total(finals)).toBeLessThan(1.02)
  })

  it('leaves departures that never sold out as they were', () => {
    const { curves } = unconstrainCurves(observed)
    observed.forEach(({ gained, closedAt }, at) => {
      if (closedAt === undefined) expect(curves[at]).toEqual(gained)
    })
  })

  it('never returns less than was booked', () => {
    const { finals: estimate } = unconstrainCurves(observed)
    observed.forEach(({ gained }, at) => {
      expect(estimate[at]).toBeGreaterThanOrEqual(total(gained) - 1e-9)
    })
  })

  it('adds what is still to come of departures ahead', () => {
    const ahead = wanted.map((gained, at) => ({
      gained: gained.map((seats, d) => (d < 10 && at >= 100 ? 0 : seats)),
      closedAt: undefined,
      seenTo: at >= 100 ? 10 : 0,
    }))
    const estimate = total(unconstrainCurves(ahead).finals.slice(100))
    expect(estimate / total(finals.slice(100))).toBeGreaterThan(0.95)
    expect(estimate / total(finals.slice(100))).toBeLessThan(1.05)
  })
})

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0)
}
