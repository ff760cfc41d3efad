import { expect, test } from 'vitest'
import { gaussLegendre } from '../../../models/statistics/gauss-legendre'

test.each([1, 2, 3, 10, 22])('%d points integrate powers below twice as many exactly', (count) => {
  const { points, weights } = gaussLegendre(count)
  for (let power = 0; power < 2 * count; power += 1) {
    const sum = weights.reduce(
      (total, weight, at) => total + weight * (points[at] ?? 0) ** power,
      0
    )
    expect(sum).toBeCloseTo(1 / (power + 1), 13)
  }
})
