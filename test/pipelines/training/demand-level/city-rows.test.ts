import { expect, it } from 'vitest'
import { type CityMonth, cityPanel } from '../../../../pipelines/features/demand-level/city-panel'
import { cityRows, MIN_MONTHS } from '../../../../pipelines/training/demand-level/city-rows'

/** Two directions from January 2018 that grow evenly; `change` may hide a month or a direction. */
function rowsOf(months: number, change: (at: number, origin: string) => number = () => 1) {
  const all = Array.from({ length: months }, (_, at) => at).flatMap((at): CityMonth[] => [
    { origin: 'A', destination: 'B', month: 2018 * 12 + at, passengers: 1000 * change(at, 'A') },
    { origin: 'B', destination: 'A', month: 2018 * 12 + at, passengers: 900 * change(at, 'B') },
  ])
  return [...cityRows(cityPanel(all))]
}

it('yields a row a direction and month once two seasons begin, with what was known before it', () => {
  const rows = rowsOf(16)
  expect(rows.map(({ market, month }) => [market, month - 2018 * 12])).toEqual([
    ['A-B', 14],
    ['B-A', 14],
    ['A-B', 15],
    ['B-A', 15],
  ])
  expect(rows[0]).toMatchObject({ pair: 'A-B', passengers: 1000, last: 1000, yearAgo: 1000 })
  expect(rows[1]?.pair).toBe('A-B')
  expect(rows[0]?.monthsKnown).toBe(14)
})

it('leaves out a month without passengers, and one whose month before is unknown', () => {
  const months = (hidden: number) =>
    rowsOf(18, (at, origin) => (at === hidden && origin === 'A' ? 0 : 1))
      .filter(({ market }) => market === 'A-B')
      .map(({ month }) => month - 2018 * 12)
  expect(months(15)).toEqual([14, 17])
})

it('leaves the month a year ago undefined where it was not reported', () => {
  const rows = rowsOf(15, (at, origin) => (at === 2 && origin === 'A' ? 0 : 1))
  expect(rows.map(({ market, yearAgo }) => [market, yearAgo])).toEqual([
    ['A-B', undefined],
    ['B-A', 900],
  ])
})

it('needs a season of history, and skips the months of the lockdowns', () => {
  const young = rowsOf(20, (at, origin) => (origin === 'A' && at < 20 - MIN_MONTHS ? 0 : 1))
  expect(young.map(({ market }) => market)).not.toContain('A-B')
  const months = new Set(rowsOf(30).map(({ month }) => month))
  expect(Math.max(...months)).toBe(2020 * 12)
})
