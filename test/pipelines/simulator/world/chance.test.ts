import { describe, expect, it } from 'vitest'
import { bell, chance, pick } from '../../../../pipelines/simulator/world/chance'

const names = Array.from({ length: 20_000 }, (_, index) => `LIS-JFK/${index}/hour`)

describe('chance', () => {
  it('spreads evenly over [0, 1), also for names that hardly differ', () => {
    const tenths = new Array<number>(10).fill(0)
    for (const name of names) {
      const tenth = Math.floor(chance(7, name) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    expect(Math.min(...tenths)).toBeGreaterThan(1_850)
    expect(Math.max(...tenths)).toBeLessThan(2_150)
  })

  it('draws bells around 0 with deviation 1', () => {
    const draws = names.slice(0, 5_000).map((name) => bell(7, name))
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length
    expect(Math.abs(mean)).toBeLessThan(0.05)
    expect(Math.abs(Math.sqrt(variance) - 1)).toBeLessThan(0.05)
  })

  it('picks by weight', () => {
    const weights = new Map([
      ['often', 3],
      ['seldom', 1],
    ])
    expect(pick(weights, 0)).toBe('often')
    expect(pick(weights, 0.74)).toBe('often')
    expect(pick(weights, 0.76)).toBe('seldom')
    expect(pick(new Map(), 0.5)).toBeUndefined()
  })
})
