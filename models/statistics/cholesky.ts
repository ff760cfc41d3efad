/**
 * Solves A x = b for a symmetric, positive definite A by Cholesky's factorisation. `matrix` holds A
 * row by row; only its lower triangle is read, and it is overwritten by the factor.
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  if (matrix.length !== size * size) {
    throw new RangeError(`matrix has ${matrix.length} entries; ${size} unknowns need ${size ** 2}`)
  }
  factorise(matrix, size)
  return backward(matrix, forward(matrix, right))
}

function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const rest = at(matrix, row * size + column) - dot(matrix, row * size, column * size, column)
      if (column < row) {
        matrix[row * size + column] = rest / at(matrix, column * size + column)
      } else if (rest > 0) {
        matrix[row * size + row] = Math.sqrt(rest)
      } else {
        throw new RangeError(`matrix is not positive definite at row ${row}`)
      }
    }
  }
}

/** Sum of products of two stretches of one array. */
function dot(values: Float64Array, from: number, other: number, length: number): number {
  let sum = 0
  for (let step = 0; step < length; step++) {
    sum += at(values, from + step) * at(values, other + step)
  }
  return sum
}

function forward(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  const solved = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    let rest = at(solved, row)
    for (let column = 0; column < row; column++) {
      rest -= at(factor, row * size + column) * at(solved, column)
    }
    solved[row] = rest / at(factor, row * size + row)
  }
  return solved
}

function backward(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  const solved = Float64Array.from(right)
  for (let row = size - 1; row >= 0; row--) {
    let rest = at(solved, row)
    for (let below = row + 1; below < size; below++) {
      rest -= at(factor, below * size + row) * at(solved, below)
    }
    solved[row] = rest / at(factor, row * size + row)
  }
  return solved
}

function at(values: Float64Array, index: number): number {
  return Number(values[index])
}
