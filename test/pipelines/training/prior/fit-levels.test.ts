import { expect, test } from 'vitest'
import { pairIndex } from '../../../../models/prior/pair-index'
import type { FareTable } from '../../../../pipelines/training/prior/fare-table'
import { fitLevels } from '../../../../pipelines/training/prior/fit-levels'

const CITIES = 12
const effect = (city: number) => (city % 5) * 0.1 - 0.2
const SEASON = [-0.05, 0.02, 0.08, -0.05] as const
const kilometresBetween = (a: number, b: number) => 400 * Math.abs(a - b)

/** Fares that follow distance, cities and season exactly, but for the pairs left out. */
function aTable(leftOut: (a: number, b: number) => boolean): FareTable {
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

function fareOf(a: number, b: number, quarter: number): number {
  const distance = 4 + 0.3 * Math.log(kilometresBetween(a, b) + 100)
  return Math.exp(distance + effect(a) + effect(b) + (SEASON[quarter % 4] ?? 0))
}

test('finds the fare of a pair that was left out from its cities and its distance', () => {
  const left = (a: number, b: number) => (a === 2 && b === 9) || (a === 4 && b === 6)
  const levels = fitLevels(aTable(left))
  for (const [a, b] of [
    [2, 9],
    [4, 6],
  ] as const) {
    const pair = pairIndex(a, b)
    expect(levels.travellers[pair]).toBe(0)
    const meanSeason = SEASON.reduce((sum, each) => sum + each / 4, 0)
    const wanted = Math.log(fareOf(a, b, 8040)) - SEASON[0] + meanSeason
    expect(Math.abs((levels.pairs[pair] ?? 0) - wanted)).toBeLessThan(0.03)
  }
})

test('finds the season of a quarter over the year', () => {
  const { season } = fitLevels(aTable(() => false))
  for (const [quarter, wanted] of SEASON.entries()) expect(season[quarter]).toBeCloseTo(wanted, 3)
})

test('keeps a dear pair dear where it has many travellers', () => {
  const table = aTable(() => false)
  const dear = {
    ...table,
    fare: table.fare.map((fare, row) =>
      table.a[row] === 1 && table.b[row] === 2 ? fare * 2 : fare
    ),
  }
  const pair = pairIndex(1, 2)
  const raised = (fitLevels(dear).pairs[pair] ?? 0) - (fitLevels(table).pairs[pair] ?? 0)
  expect(raised).toBeGreaterThan(0.9 * Math.log(2))
})
