/** Fares between twelve cities on a line that follow distance, cities and season exactly. */
import type { FareTable } from '../../pipelines/training/prior/fare-table'

export const CITIES = 12
const effect = (city: number) => (city % 5) * 0.1 - 0.2
export const SEASON = [-0.05, 0.02, 0.08, -0.05] as const
const kilometresBetween = (a: number, b: number) => 400 * Math.abs(a - b)

/** All pairs but those left out, in twelve quarters. */
export function aTable(leftOut: (a: number, b: number) => boolean): FareTable {
  const rows: { quarter: number; a: number; b: number; fare: number }[] = []
  for (let quarter = 8040; quarter < 8052; quarter++) {
    for (let b = 1; b < CITIES; b++) {
      for (let a = 0; a < b; a++)
        if (!leftOut(a, b)) rows.push({ quarter, a, b, fare: fareOf(a, b, quarter) })
    }
  }
  return {
    cities: Array.from({ length: CITIES }, (_, city) => ({ latitude: 0, longitude: city * 3.6 })),
    kilometres: Float64Array.from({ length: CITIES ** 2 }, (_, at) =>
      kilometresBetween(Math.floor(at / CITIES), at % CITIES)
    ),
    quarter: Int32Array.from(rows, ({ quarter }) => quarter),
    a: Int32Array.from(rows, ({ a }) => a),
    b: Int32Array.from(rows, ({ b }) => b),
    fare: Float64Array.from(rows, ({ fare }) => fare),
    passengers: new Float64Array(rows.length).fill(400),
  }
}

export function fareOf(a: number, b: number, quarter: number): number {
  const distance = 4 + 0.3 * Math.log(kilometresBetween(a, b) + 100)
  return Math.exp(distance + effect(a) + effect(b) + (SEASON[quarter % 4] ?? 0))
}
