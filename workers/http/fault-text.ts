import type { ProblemError } from './problem'

/** Puts the faults of a request into one text: each names its field and the fix. */
export function summaryOf(errors: readonly ProblemError[]): string {
  return errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`.trim()).join('; ')
}
