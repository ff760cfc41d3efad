/** Ten bins of equal width for probabilities, as calibration is counted and reported. */
export const PROBABILITY_BINS = 10

/** 0 to 9; a probability of 1 is in the last. */
export function probabilityBin(probability: number): number {
  const bin = Math.floor(probability * PROBABILITY_BINS)
  return Math.min(PROBABILITY_BINS - 1, Math.max(0, bin))
}

/** "0.7-0.8" */
export function binName(bin: number): string {
  return `${(bin / PROBABILITY_BINS).toFixed(1)}-${((bin + 1) / PROBABILITY_BINS).toFixed(1)}`
}
