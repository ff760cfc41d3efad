/** Ranks a price among comparable fares. */
import { quantileOf, rankOf } from '../../../models/statistics/quantile'

export const PRICE_LEVELS = ['low', 'typical', 'high'] as const
export type PriceLevel = (typeof PRICE_LEVELS)[number]

/** Minor units. The middle half, `first` to `third`, is the typical range. */
export type Quartiles = {
  readonly minimum: number
  readonly first: number
  readonly median: number
  readonly third: number
  readonly maximum: number
}

export function quartilesOf(gridMinor: readonly number[]): Quartiles | undefined {
  const [minimum, first, median, third, maximum] = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = quantileOf(gridMinor, share)
    return value === undefined ? undefined : Math.round(value)
  })
  if (minimum === undefined || first === undefined || median === undefined) return undefined
  if (third === undefined || maximum === undefined) return undefined
  return { minimum, first, median, third, maximum }
}

/** Returns "typical" for a price inside the typical range, bounds included. */
export function priceLevel(
  priceMinor: number,
  { first, third }: Pick<Quartiles, 'first' | 'third'>
): PriceLevel {
  if (priceMinor < first) return 'low'
  return priceMinor > third ? 'high' : 'typical'
}

/** Returns the share of comparable fares below the price, 0 to 100, rounded to a tenth. */
export function percentileOf(gridMinor: readonly number[], priceMinor: number): number | undefined {
  const rank = rankOf(gridMinor, priceMinor)
  return rank === undefined ? undefined : Math.round(rank * 1000) / 10
}
