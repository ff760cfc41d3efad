/**
 * Monthly passengers of directed city pairs, and the growth common to all of them. A month that the
 * source lacks for every pair takes the value of the month before; a value missing for one pair
 * stays unknown.
 */

/** Months since year 0: `year * 12 + month - 1`. */
export type MonthNumber = number

export type CityMonth = {
  readonly origin: string
  readonly destination: string
  readonly month: MonthNumber
  readonly passengers: number
}

export type CitySeries = {
  readonly origin: string
  readonly destination: string
  /** Passengers by month from the panel's first; NaN is unknown, never 0. */
  readonly passengers: Float64Array
  /** As `passengers`, with months that the whole source lacks carried forward. */
  readonly carried: Float64Array
  /** Index of the opposite direction. */
  readonly opposite: number
}

export type CityPanel = {
  readonly firstMonth: MonthNumber
  readonly months: number
  readonly series: readonly CitySeries[]
}

/**
 * Lockdowns and their end in India. Ratios of these months say nothing about usual ones: they are
 * excluded from training and from year-ago features.
 */
const DISRUPTED: readonly [MonthNumber, MonthNumber] = [2020 * 12 + 1, 2022 * 12 + 4]

export function isDisrupted(month: MonthNumber): boolean {
  return month >= DISRUPTED[0] && month <= DISRUPTED[1]
}

export function cityPanel(rows: Iterable<CityMonth>): CityPanel {
  const all = [...rows]
  const firstMonth = all.reduce((least, { month }) => Math.min(least, month), Infinity)
  const last = all.reduce((greatest, { month }) => Math.max(greatest, month), -Infinity)
  const months = all.length === 0 ? 0 : last - firstMonth + 1
  const sums = new Map<string, Map<string, Float64Array>>()
  for (const { origin, destination, month, passengers } of all) {
    for (const [from, to] of [
      [origin, destination],
      [destination, origin],
    ] as const) {
      const destinations = sums.get(from) ?? new Map<string, Float64Array>()
      sums.set(from, destinations)
      if (!destinations.has(to)) destinations.set(to, new Float64Array(months))
    }
    const series = sums.get(origin)?.get(destination)
    if (series) series[month - firstMonth] = (series[month - firstMonth] ?? 0) + passengers
  }
  return { firstMonth, months, series: withOpposites(sums, months) }
}

function withOpposites(
  sums: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>,
  months: number
): CitySeries[] {
  const named = [...sums.keys()]
    .sort()
    .flatMap((origin) =>
      [...(sums.get(origin) ?? [])]
        .map(([destination, total]) => ({ origin, destination, passengers: known(total) }))
        .sort((a, b) => (a.destination < b.destination ? -1 : 1))
    )
  const position = new Map(
    named.map(({ origin, destination }, at) => [`${origin}|${destination}`, at])
  )
  const absent = Array.from({ length: months }, (_, month) =>
    named.every(({ passengers }) => Number.isNaN(passengers[month]))
  )
  return named.map((each) => ({
    ...each,
    carried: carry(each.passengers, absent),
    opposite: position.get(`${each.destination}|${each.origin}`) ?? -1,
  }))
}

/** The source does not distinguish unreported passengers from no flights: both are unknown. */
function known(total: Float64Array): Float64Array {
  return total.map((passengers) => (passengers > 0 ? passengers : Number.NaN))
}

function carry(passengers: Float64Array, absent: readonly boolean[]): Float64Array {
  const carried = passengers.slice()
  for (let month = 1; month < carried.length; month += 1) {
    if (absent[month]) carried[month] = carried[month - 1] ?? Number.NaN
  }
  return carried
}
