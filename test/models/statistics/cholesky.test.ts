import fc from 'fast-check'
import { expect, test } from 'vitest'
import { solvePositiveDefinite } from '../../../models/statistics/cholesky'

const numbers = (size: number) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: size, maxLength: size })

test('solves what a product of the matrix and a known answer gives', () => {
  fc.assert(
    fc.property(numbers(16), numbers(4), (entries, wanted) => {
      const matrix = positiveDefinite(entries)
      const right = Float64Array.from({ length: 4 }, (_, row) =>
        wanted.reduce((sum, value, column) => sum + (matrix[row * 4 + column] ?? 0) * value, 0)
      )
      const solved = solvePositiveDefinite(matrix, right)
      for (const [index, value] of wanted.entries()) expect(solved[index]).toBeCloseTo(value, 6)
    })
  )
})

/** The identity and the product of a 4 x 4 matrix with its transpose. */
function positiveDefinite(entries: readonly number[]): Float64Array {
  return Float64Array.from({ length: 16 }, (_, at) => {
    const [row, column] = [Math.floor(at / 4), at % 4]
    const products = [0, 1, 2, 3].map(
      (k) => (entries[row * 4 + k] ?? 0) * (entries[column * 4 + k] ?? 0)
    )
    return products.reduce((sum, product) => sum + product, row === column ? 1 : 0)
  })
}

test('refuses a matrix that is not positive definite', () => {
  const matrix = Float64Array.from([1, 2, 2, 1])
  expect(() => solvePositiveDefinite(matrix, new Float64Array(2))).toThrow(/row 1/)
})
