import { describe, expect, it } from 'vitest'
import { panelStatistics } from '../../../pipelines/simulator/panel-statistics'

describe('panelStatistics', () => {
  it('matches a hand count on one departure', () => {
    // 100 for days 4 and 3, 80 on day 2, 120 at the end.
    const figures = panelStatistics([
      new Map([
        [4, 100],
        [3, 100],
        [2, 80],
        [1, 120],
      ]),
    ])
    expect(figures.get('unchanged')).toBeCloseTo(1 / 3)
    expect(figures.get('rises among changes')).toBeCloseTo(1 / 2)
    expect(figures.get('change, mean')).toBeCloseTo((0.2 + 0.5) / 2)
    expect(figures.get('last-price MAPE, 1 day')).toBeCloseTo((0 + 20 / 80 + 40 / 120) / 3)
    expect(figures.get('drop >= 5 %')).toBeCloseTo(2 / 3)
  })

  it('measures the cost of waiting and the saving of foresight', () => {
    const days = Array.from({ length: 31 }, (_, day) => [day, day === 10 ? 60 : 100] as const)
    const figures = panelStatistics([new Map([...days, [0, 250]])])
    expect(figures.get('saving of who knew, from 30 days')).toBeCloseTo(0.4)
    expect(figures.get('buying at the end, from 30 days')).toBeCloseTo(1.5)
  })

  it('returns undefined without observations', () => {
    expect([...panelStatistics([new Map([[5, 100]])]).keys()]).toEqual([])
  })
})
