/**
 * Growth common to many series in a month: logarithm of the total of the series known in both
 * months, later over earlier. Separates common growth from a pair's own.
 */
import { type CityPanel, isDisrupted } from './city-panel'

export type CityGrowth = {
  /** Growth by month; NaN for the first. */
  readonly nation: Float64Array
  /** Sums of `nation` up to each month. */
  readonly nationSince: Float64Array
  /** Growth by city, over all series from or to it. */
  readonly city: ReadonlyMap<string, Float64Array>
}

/** Each earlier year is weighted by this factor. */
const YEAR_DECAY = 0.8
/** Weight of the prior year of no growth, in years: few years are observed. */
const PRIOR_YEARS = 0.5
const MOST_YEARS = 8

export function cityGrowth({ series, months }: CityPanel): CityGrowth {
  const members = new Map<string, Float64Array[]>()
  for (const { origin, destination, carried } of series) {
    for (const city of [origin, destination]) {
      const own = members.get(city) ?? []
      own.push(carried)
      members.set(city, own)
    }
  }
  const nation = growthOf(
    series.map(({ carried }) => carried),
    months
  )
  let sum = 0
  const nationSince = nation.map((growth) => {
    sum += Number.isFinite(growth) ? growth : 0
    return sum
  })
  const city = new Map([...members].map(([name, own]) => [name, growthOf(own, months)]))
  return { nation, nationSince, city }
}

function growthOf(members: readonly Float64Array[], months: number): Float64Array {
  const growth = new Float64Array(months).fill(Number.NaN)
  for (let month = 1; month < months; month += 1) {
    let later = 0
    let earlier = 0
    for (const carried of members) {
      const now = carried[month] ?? Number.NaN
      const before = carried[month - 1] ?? Number.NaN
      if (Number.isNaN(now) || Number.isNaN(before)) continue
      later += now
      earlier += before
    }
    if (later > 0 && earlier > 0) growth[month] = Math.log(later / earlier)
  }
  return growth
}

/**
 * Expected growth of the nation in the month, from the same month of earlier years, per day:
 * February is short, which is no decline.
 */
export function expectedGrowth(panel: CityPanel, { nation }: CityGrowth, month: number): number {
  let sum = 0
  let weights = PRIOR_YEARS
  let weight = 1
  for (let year = 1; year <= MOST_YEARS; year += 1) {
    const past = month - 12 * year
    const growth = nation[past] ?? Number.NaN
    if (past < 1 || isDisrupted(panel.firstMonth + past) || !Number.isFinite(growth)) continue
    sum += weight * (growth - dayGrowth(panel.firstMonth + past))
    weights += weight
    weight *= YEAR_DECAY
  }
  return sum / weights + dayGrowth(panel.firstMonth + month)
}

/** Logarithm of the month's length over that of the month before. */
function dayGrowth(month: number): number {
  return Math.log(daysIn(month) / daysIn(month - 1))
}

function daysIn(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate()
}
