/** Functions of the standard normal distribution. */

export function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}

/** P(Z > z), to about 1e-7 relative (Numerical Recipes' erfc, Chebyshev fit). */
export function above(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + x / 2)
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ]
  const series = coefficients.reduceRight((sum, each) => sum * t + each, 0)
  const tail = (t * Math.exp(-x * x + series)) / 2
  return z >= 0 ? tail : 1 - tail
}

/** The z exceeded by a share of draws; by bisection, because calls are rare. */
export function aboveInverse(share: number): number {
  let low = -9
  let high = 9
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (above(middle) > share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Mean of a normal draw given that it is at least `least`. */
export function meanAbove(mean: number, deviation: number, least: number): number {
  if (!(deviation > 0)) return Math.max(mean, least)
  const z = (least - mean) / deviation
  // Far in the tail, the ratio of two vanishing numbers approaches z + 1/z.
  const hazard = z > 6 ? z + 1 / z : density(z) / above(z)
  return mean + deviation * hazard
}
