/**
 * A value computed after the trees, as a constant plus a weighted sum of their targets, for one
 * row. A curve (Sigmoid, Softmax, Exp ...) leaves the expression unchanged: contributions add up on
 * the scale of the trees, where a product of probabilities would not.
 */
export type Affine = {
  readonly constant: number
  /** One weight per target of the trees. */
  readonly weights: Float64Array
  readonly curved: boolean
}

export function targetTerm(target: number, targets: number): Affine {
  const weights = new Float64Array(targets)
  weights[target] = 1
  return { constant: 0, weights, curved: false }
}

export function constantTerm(constant: number, targets: number): Affine {
  return { constant, weights: new Float64Array(targets), curved: false }
}

export function isConstant({ weights }: Affine): boolean {
  return weights.every((weight) => weight === 0)
}

/** Computes `scaleA` x a + `scaleB` x b; a curved operand is returned unchanged. */
export function combined(a: Affine, scaleA: number, b: Affine, scaleB: number): Affine {
  if (a.curved || b.curved) return a.curved ? a : b
  return {
    constant: scaleA * a.constant + scaleB * b.constant,
    weights: sumOf(a.weights, scaleA, b.weights, scaleB),
    curved: false,
  }
}

export function curved(term: Affine): Affine {
  return { ...term, curved: true }
}

/** A constant has an empty weight array. */
function sumOf(a: Float64Array, scaleA: number, b: Float64Array, scaleB: number): Float64Array {
  const weights = new Float64Array(Math.max(a.length, b.length))
  for (const target of weights.keys()) {
    weights[target] = scaleA * (a[target] ?? 0) + scaleB * (b[target] ?? 0)
  }
  return weights
}
