/** Reads the counts of an experiment: what may be concluded now, and what may not. */
import { type ArmCounts, differenceInterval, type Interval } from './confidence-sequence'
import type { Arm } from './experiment'
import { MISMATCH_BELOW, sampleRatioP } from './sample-ratio'

export type ExperimentCounts = Readonly<Record<Arm, ArmCounts>>

export const VERDICTS = [
  'treatment_better',
  'control_better',
  'undecided',
  'too_few',
  'ratio_mismatch',
] as const
export type Verdict = (typeof VERDICTS)[number]

export type ExperimentResult = {
  readonly verdict: Verdict
  /** Interval of the difference of shares, treatment minus control. */
  readonly interval: Interval | undefined
  /** Probability of such a division of travellers by chance. */
  readonly ratioP: number
}

export function resultOf(counts: ExperimentCounts, share: number): ExperimentResult {
  const { control, treatment } = counts
  const ratioP = sampleRatioP(control.exposed, treatment.exposed, share)
  const interval = differenceInterval(control, treatment)
  return { verdict: verdictOf(interval, ratioP), interval, ratioP }
}

function verdictOf(interval: Interval | undefined, ratioP: number): Verdict {
  if (ratioP < MISMATCH_BELOW) return 'ratio_mismatch'
  if (!interval) return 'too_few'
  if (interval.low > 0) return 'treatment_better'
  return interval.high < 0 ? 'control_better' : 'undecided'
}
