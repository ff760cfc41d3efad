import { expect, it } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { levelOf } from '../../../../models/demand-level/demand-level'
import { trailingMean } from '../../../../pipelines/features/demand-level/search-features'
import { createSimulation } from '../../../../pipelines/simulator/simulation'
import { levelRows } from '../../../../pipelines/training/demand-level/level-rows'
import { simulatedSearches } from '../../../../pipelines/training/demand-level/simulated-searches'

const world = { seed: 4, markets: 3, from: '2025-01-01', days: 90, traffic: 10 }

it("expects the searches of the simulator's ground truth", () => {
  const searches = simulatedSearches({ ...world, traffic: 1 })
  const [day] = createSimulation({ ...world, days: 1, detail: 'panel', horizonDays: 1 })
  for (const { market, expectedSessions } of day?.truth.markets ?? []) {
    const own = searches.find((each) => each.market === market)
    expect(own?.expected[0]).toBeCloseTo(expectedSessions, 9)
  }
})

it('counts as often as is expected, give or take the luck of counts', () => {
  for (const { counts, expected } of simulatedSearches(world)) {
    const total = expected.reduce((sum, each) => sum + each, 0)
    const counted = counts.reduce((sum, each) => sum + each, 0)
    expect(Math.abs(counted - total)).toBeLessThan(4 * Math.sqrt(total))
  }
})

it('labels a day by its expected searches over earlier counts', () => {
  const [searches] = simulatedSearches(world)
  if (!searches) throw new Error('no market')
  const rows = [...levelRows(searches)]
  expect(rows.length).toBeGreaterThan(100)
  for (const { level, daysAhead, at } of rows) {
    const day = at / DAY_MS - 1 + daysAhead
    const usual = trailingMean(searches, day, daysAhead) ?? Number.NaN
    expect(level).toBe(levelOf((searches.expected[day - searches.firstDay] ?? 0) / usual))
  }
})
