/**
 * Interval of a difference of two shares that holds at every look at once, so that an experiment may be
 * read at any time and stopped when it is decided. Mixture sequential probability ratio test of Johari,
 * Pekelis and Walsh, "Always Valid Inference" (2015), with a normal mixture of effects.
 */

export type ArmCounts = {
  /** Travellers who were shown a ranking. */
  readonly exposed: number
  /** Those of them who clicked or booked. */
  readonly converted: number
}

export type Interval = { readonly low: number; readonly high: number }

/** Effects looked for are of this size, as a difference of shares; others are found with more travellers. */
const MIXTURE = 0.02
/** The normal distribution is no good description of fewer. */
export const LEAST_EXPOSED = 100

/** Treatment minus control; undefined with fewer than `LEAST_EXPOSED` travellers in an arm. */
export function differenceInterval(
  control: ArmCounts,
  treatment: ArmCounts,
  error = 0.05
): Interval | undefined {
  if (Math.min(control.exposed, treatment.exposed) < LEAST_EXPOSED) return undefined
  const difference = shareOf(treatment) - shareOf(control)
  const variance = varianceOf(control) + varianceOf(treatment)
  const mixture = MIXTURE ** 2
  const bound = Math.log(Math.sqrt((variance + mixture) / variance) / error)
  const half = Math.sqrt(((2 * variance * (variance + mixture)) / mixture) * bound)
  return { low: difference - half, high: difference + half }
}

export function shareOf({ exposed, converted }: ArmCounts): number {
  return exposed === 0 ? 0 : converted / exposed
}

/** Variance of the share; a half more of either outcome keeps it above 0 where all did the same. */
function varianceOf({ exposed, converted }: ArmCounts): number {
  const share = (converted + 0.5) / (exposed + 1)
  return (share * (1 - share)) / exposed
}
