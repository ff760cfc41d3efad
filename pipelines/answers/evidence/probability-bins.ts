/** Calibration is counted and reported in ten probability bins of equal width. */
export const PROBABILITY_BINS = 10

/** Returns 0 to 9; a probability of 1 falls in the last bin. */
export function probabilityBin(probability: number): number {
  const bin = Math.floor(probability * PROBABILITY_BINS)
  return Math.min(PROBABILITY_BINS - 1, Math.max(0, bin))
}

/** Returns the range of a bin as text, such as "0.7-0.8". */
export function binName(bin: number): string {
  return `${(bin / PROBABILITY_BINS).toFixed(1)}-${((bin + 1) / PROBABILITY_BINS).toFixed(1)}`
}
