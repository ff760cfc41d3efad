/** What a check says of a table: how it stands, the figure, and the threshold it was held to. */
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

/** `otherwise` is how bad it is not to hold. */
export function atMost(figure: Figure, otherwise: Status = 'fail'): CheckResult {
  return { ...figure, status: figure.value <= figure.threshold ? 'pass' : otherwise }
}

export function atLeast(figure: Figure, otherwise: Status = 'fail'): CheckResult {
  return { ...figure, status: figure.value >= figure.threshold ? 'pass' : otherwise }
}

/** Rounded to what a reader can use. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e6) / 1e6
}
