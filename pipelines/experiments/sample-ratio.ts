/** Checks that travellers were divided as planned: if not, something loses one arm's, and no result is to be trusted. */
import { above } from '../../models/statistics/normal'

/** The probability below which a ratio is a mismatch; it is looked at often, hence so small. */
export const MISMATCH_BELOW = 0.0005

/** Returns the probability of a ratio as far from the plan by chance: chi-squared with one degree of freedom. */
export function sampleRatioP(control: number, treatment: number, share: number): number {
  const total = control + treatment
  if (total === 0) return 1
  const due = total * share
  const z = (treatment - due) / Math.sqrt(total * share * (1 - share))
  return 2 * above(Math.abs(z))
}
