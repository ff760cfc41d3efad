import { expect, test } from 'vitest'
import { costMarkets, popularity } from '../../../tools/cost/cost-markets'

test('markets are distinct pairs of airports that are open', () => {
  const markets = costMarkets(1_000, '2026-11-28')
  expect(new Set(markets).size).toBe(1_000)
  for (const market of markets) expect(market).toMatch(/^[A-Z]{3}-[A-Z]{3}$/)
})

test('the first market is drawn as often as its share of popularity 1 over rank', () => {
  const draw = popularity(4)
  const sum = 1 + 1 / 2 + 1 / 3 + 1 / 4
  expect(draw(0)).toBe(0)
  expect(draw(1 / sum - 1e-9)).toBe(0)
  expect(draw(1 / sum + 1e-9)).toBe(1)
  expect(draw(0.999_999)).toBe(3)
})
