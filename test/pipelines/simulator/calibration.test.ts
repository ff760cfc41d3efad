import { describe, expect, it } from 'vitest'
import {
  fullServiceWatch,
  lowCostWatch,
  slateSpread,
  type Watch,
  watch,
} from '../../../pipelines/simulator/calibration'
import { panelStatistics } from '../../../pipelines/simulator/panel-statistics'

/** Bands around the figures of the real panels from `npm run simulate -- --compare`. */
function expectWithin(watched: Watch, bands: Readonly<Record<string, readonly [number, number]>>) {
  const figures = panelStatistics(watch(1, { ...watched, markets: watched.markets.slice(0, 6) }))
  for (const [name, [least, most]] of Object.entries(bands)) {
    expect(figures.get(name), name).toBeGreaterThan(least)
    expect(figures.get(name), name).toBeLessThan(most)
  }
}

describe('simulated panels', () => {
  it('move like the panel of a low-cost carrier', () => {
    expectWithin(lowCostWatch(1), {
      unchanged: [0.72, 0.87],
      'drop >= 5 %': [0.25, 0.45],
      'last-price MAPE, 1 day': [0.03, 0.07],
      'last-price MAPE, 7 days': [0.14, 0.26],
      'buying at the end, from 30 days': [0.7, 1.8],
      'saving of who knew, from 30 days': [0.1, 0.3],
    })
  })

  it('move like the panel of two flag carriers', () => {
    expectWithin(fullServiceWatch(1), {
      unchanged: [0.58, 0.82],
      'drop >= 5 %': [0.18, 0.45],
      'last-price MAPE, 1 day': [0.03, 0.1],
      'last-price MAPE, 7 days': [0.1, 0.28],
      'buying at the end, from 30 days': [0.2, 1.4],
    })
  })
})

describe('slateSpread', () => {
  it('averages how far the middle and the top lie above the cheapest', () => {
    const spread = slateSpread([
      [100, 150, 200],
      [80, 40, 40, 60, 60],
      [10, 90],
    ])
    expect(spread.get('median offer over cheapest')).toBeCloseTo((1.5 + 1.5) / 2)
    expect(spread.get('90 % offer over cheapest')).toBeCloseTo((1.9 + 1.8) / 2)
  })
})
