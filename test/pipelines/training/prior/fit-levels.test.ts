import { expect, test } from 'vitest'
import { pairIndex } from '../../../../models/prior/pair-index'
import { fitLevels } from '../../../../pipelines/training/prior/fit-levels'
import { aTable, fareOf, SEASON } from '../../../build/fare-tables'

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
