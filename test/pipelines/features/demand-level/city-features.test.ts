import { expect, it } from 'vitest'
import { cityFeatures } from '../../../../pipelines/features/demand-level/city-features'
import { cityGrowth, expectedGrowth } from '../../../../pipelines/features/demand-level/city-growth'
import { type CityMonth, cityPanel } from '../../../../pipelines/features/demand-level/city-panel'

const JANUARY_2015 = 2015 * 12

/** Three cities that grow 1 % a month; A-B is listed in both orders. */
function months(change: (month: number, pair: string) => number = () => 1): CityMonth[] {
  const pairs = [
    ['A', 'B', 1000],
    ['B', 'A', 900],
    ['A', 'C', 300],
    ['C', 'A', 310],
  ] as const
  return Array.from({ length: 48 }, (_, at) => at).flatMap((at) =>
    pairs.map(([origin, destination, size]) => ({
      origin,
      destination,
      month: JANUARY_2015 + at,
      passengers: size * 1.01 ** at * change(at, origin + destination),
    }))
  )
}

it('keeps directions apart and knows the opposite of each', () => {
  const panel = cityPanel(months())
  expect(panel.series.map(({ origin, destination }) => origin + destination)).toEqual([
    'AB',
    'AC',
    'BA',
    'CA',
  ])
  for (const { origin, opposite } of panel.series) {
    expect(panel.series[opposite]?.destination).toBe(origin)
  }
})

it('carries a month that the whole source lacks, and no other', () => {
  const gaps = (month: number, pair: string) =>
    month === 20 || (month === 30 && pair === 'AB') ? 0 : 1
  const panel = cityPanel(months(gaps))
  const [first] = panel.series
  expect(first?.passengers[20]).toBeNaN()
  expect(first?.carried[20]).toBe(first?.carried[19])
  expect(first?.carried[30]).toBeNaN()
})

it('finds the growth that all share, and expects it again', () => {
  const panel = cityPanel(months())
  const growth = cityGrowth(panel)
  expect(growth.nation[40]).toBeCloseTo(Math.log(1.01), 9)
  // March has 31/28 of February's days, so the growth a day is less.
  expect(expectedGrowth(panel, growth, 38)).toBeGreaterThan(expectedGrowth(panel, growth, 37))
})

it("depends on the pair's deviation from the nation only", () => {
  const panel = cityPanel(months())
  const [series] = panel.series
  if (!series) throw new Error('no series')
  const values = cityFeatures(panel, cityGrowth(panel), series, 40)
  expect(values.own_growth_12m).toBeCloseTo(0, 9)
  expect(values.season_1y).toBeCloseTo(0, 9)
  expect(values.pair_over_own).toBeCloseTo(Math.log(1900 / 1000), 9)
})

it('does not read the predicted month or later ones', () => {
  const later = (month: number) => (month >= 40 ? 3 : 1)
  const [before, after] = [months(), months(later)].map((rows) => {
    const panel = cityPanel(rows)
    const growth = cityGrowth(panel)
    const step = expectedGrowth(panel, growth, 40)
    return [step, ...panel.series.map((series) => cityFeatures(panel, growth, series, 40))]
  })
  expect(after).toEqual(before)
})
