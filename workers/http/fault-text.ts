import type { ProblemError } from './problem'

/** Faults that the text names; the others are counted. */
const SHOWN = 10

/** Puts the faults of a request into one text: each names its field and the fix. */
export function summaryOf(errors: readonly ProblemError[]): string {
  const shown = errors
    .slice(0, SHOWN)
    .map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`.trim())
  const more = errors.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
