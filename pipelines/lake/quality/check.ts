/**
 * Result of a check on a table: its status, its figure, and the threshold the figure was compared
 * with.
 */
export const STATUSES = ['pass', 'warn', 'fail'] as const
export type Status = (typeof STATUSES)[number]

export type CheckResult = {
  /** "raw" or a curated table. */
  readonly table: string
  readonly check: string
  readonly status: Status
  readonly value: number
  readonly threshold: number
  readonly detail: string
}

type Figure = Omit<CheckResult, 'status'>

/** `otherwise` is the status when the figure is above the threshold. */
export function atMost(figure: Figure, otherwise: Status = 'fail'): CheckResult {
  return { ...figure, status: figure.value <= figure.threshold ? 'pass' : otherwise }
}

export function atLeast(figure: Figure, otherwise: Status = 'fail'): CheckResult {
  return { ...figure, status: figure.value >= figure.threshold ? 'pass' : otherwise }
}

/** Rounds the share for display. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e6) / 1e6
}
