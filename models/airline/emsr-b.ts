/**
 * Protection levels by EMSR-b (Belobaba 1992): the seats protected from each step of a fare ladder
 * for all higher-paying steps, computed from a forecast of the demand still to come. Steps are in
 * ascending order of fare; step 0 pays least.
 */

/**
 * Writes the seats protected from step i to `protection[i]`; the top step has no protection level.
 * `means` and `variances` describe the demand for each step alone.
 */
export function emsrB(
  fares: readonly number[],
  means: Float64Array,
  variances: Float64Array,
  protection: Float32Array
): void {
  let mean = 0
  let variance = 0
  let revenue = 0
  for (let step = fares.length - 1; step >= 0; step -= 1) {
    const fare = Number(fares[step])
    const average = mean > 0 ? revenue / mean : 0
    const seats = average > fare ? mean + Math.sqrt(variance) * quantile(1 - fare / average) : 0
    // Protection levels must not increase with the step.
    protection[step] = Math.max(
      0,
      seats,
      step + 1 < fares.length ? Number(protection[step + 1]) : 0
    )
    const own = Number(means[step])
    mean += own
    variance += Number(variances[step])
    revenue += own * fare
  }
}

/** Returns the lowest step that is still open for sale; undefined when no seat is left. */
export function lowestOpen(protection: Float32Array, remaining: number): number | undefined {
  if (remaining < 1) return undefined
  for (let step = 0; step < protection.length; step += 1) {
    if (remaining > Number(protection[step])) return step
  }
  return protection.length - 1
}

/** Quantile of the standard normal distribution (Acklam; relative error below 1.2e-9). */
export function quantile(share: number): number {
  if (share < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(share))
    return tail(q)
  }
  if (share > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - share)))
  const q = share - 0.5
  const r = q * q
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r +
      138.357751867269) *
      r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r +
      66.80131188771972) *
      r -
      13.28068155288572) *
      r +
      1)
  )
}

function tail(q: number): number {
  return (
    (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q -
      2.549732539343734) *
      q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q +
      3.754408661907416) *
      q +
      1)
  )
}
