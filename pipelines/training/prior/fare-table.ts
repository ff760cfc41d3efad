/** Fares of city pairs by quarter, as columns: the common form of a country's open data. */

export type City = { readonly latitude: number; readonly longitude: number }

export type FareTable = {
  readonly cities: readonly City[]
  /** Kilometres between cities, row by row. */
  readonly kilometres: Float64Array
  /** Quarters since year 0: 4 x year + 0 to 3. */
  readonly quarter: Int32Array
  /** Positions of the two cities, the smaller one first. */
  readonly a: Int32Array
  readonly b: Int32Array
  /** Fare of one direction, in the currency of the table. */
  readonly fare: Float64Array
  /** Travellers behind the fare; it weighs the row. */
  readonly passengers: Float64Array
}

export function quarterNumber(year: number, quarterOfYear: number): number {
  return year * 4 + quarterOfYear - 1
}

/** First and last quarter. */
export function quartersOf({ quarter }: FareTable): { readonly from: number; readonly to: number } {
  return {
    from: quarter.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY),
    to: quarter.reduce((most, each) => Math.max(most, each), 0),
  }
}

/** Selects rows; the cities stay the same. */
export function rowsWhere(table: FareTable, keep: (row: number) => boolean): FareTable {
  const rows = Array.from(table.fare.keys()).filter(keep)
  return {
    cities: table.cities,
    kilometres: table.kilometres,
    quarter: Int32Array.from(rows, (row) => Number(table.quarter[row])),
    a: Int32Array.from(rows, (row) => Number(table.a[row])),
    b: Int32Array.from(rows, (row) => Number(table.b[row])),
    fare: Float64Array.from(rows, (row) => Number(table.fare[row])),
    passengers: Float64Array.from(rows, (row) => Number(table.passengers[row])),
  }
}
