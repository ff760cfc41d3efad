/** Points and weights on 0..1 that integrate every polynomial of degree < 2 x points exactly. */
export type Quadrature = { readonly points: Float64Array; readonly weights: Float64Array }

const NEWTON_STEPS = 100
const CLOSE = 1e-15

export function gaussLegendre(count: number): Quadrature {
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let at = 0; at < count; at += 1) {
    let x = Math.cos((Math.PI * (at + 0.75)) / (count + 0.5))
    let slope = 1
    for (let step = 0; step < NEWTON_STEPS; step += 1) {
      const { value, derivative } = legendre(count, x)
      slope = derivative
      const change = value / derivative
      x -= change
      if (Math.abs(change) < CLOSE) break
    }
    points[at] = (1 - x) / 2
    weights[at] = 1 / ((1 - x * x) * slope * slope)
  }
  return { points, weights }
}

/** Evaluates by the three-term recurrence of Legendre polynomials. */
function legendre(degree: number, x: number): { value: number; derivative: number } {
  let [before, value] = [1, x]
  for (let k = 2; k <= degree; k += 1) {
    const next = ((2 * k - 1) * x * value - (k - 1) * before) / k
    before = value
    value = next
  }
  return { value, derivative: (degree * (x * value - before)) / (x * x - 1) }
}
