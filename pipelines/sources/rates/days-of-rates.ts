/** Days of rates as a file states them, before any is checked. */

export type RateProblem = {
  /** Line of the CSV; in XML the day's place among the days. From 1. */
  readonly line: number
  readonly detail: string
}

export type DayOfRates = {
  readonly line: number
  readonly date: string
  readonly rates: readonly (readonly [currency: string, rate: string])[]
}

export type DaysOfRates = {
  readonly days: readonly DayOfRates[]
  readonly problems: readonly RateProblem[]
}
