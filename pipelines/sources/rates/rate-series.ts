/** Observations of SDMX series, in CSV or XML, as days of rates. Other series are named, not taken. */
import type { DaysOfRates, RateProblem } from './days-of-rates'

export type RateObservation = {
  readonly line: number
  /** Undefined where the form leaves the dimension out. */
  readonly dimension: (name: string) => string | undefined
  readonly date: string
  readonly value: string
}

/** The dimensions of a daily reference rate per euro. */
const WANTED = [
  ['FREQ', 'D'],
  ['CURRENCY_DENOM', 'EUR'],
  ['EXR_TYPE', 'SP00'],
] as const
const SHOWN = ['FREQ', 'CURRENCY', 'CURRENCY_DENOM', 'EXR_TYPE']

export function daysOfSeries(observations: readonly RateObservation[]): DaysOfRates {
  const days = new Map<string, { line: number; rates: (readonly [string, string])[] }>()
  const problems: RateProblem[] = []
  for (const { line, dimension, date, value } of observations) {
    const isOther = WANTED.some(([name, wanted]) => {
      const written = dimension(name)
      return written !== undefined && written.toUpperCase() !== wanted
    })
    if (isOther) {
      const series = SHOWN.map((name) => dimension(name) ?? '').join('.')
      const detail = `is of the series ${series}; send daily spot rates per euro (D, EUR, SP00)`
      problems.push({ line, detail })
      continue
    }
    const day = days.get(date) ?? { line, rates: [] }
    // Holidays of a currency have an empty observation.
    day.rates.push([dimension('CURRENCY') ?? '', value.toUpperCase() === 'NAN' ? '' : value])
    days.set(date, day)
  }
  return { days: Array.from(days, ([date, day]) => ({ date, ...day })), problems }
}
