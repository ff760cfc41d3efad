import { expect, test } from 'vitest'
import { knownRows, type Outcome, orderRows } from '../../../tools/simulate/shopper-figures'

const outcome = (at: number, ranked: number, cheapest: number, known = 0): Outcome => ({
  user: `user-${at % 50}`,
  known,
  revenue: { ranked, 'cheapest first': cheapest, random: 0 },
})

test('conversion and revenue are shares of all searches', () => {
  const [ranked, cheapest, random] = orderRows(
    [outcome(0, 1, 0.5), outcome(1, 1, 0), outcome(2, 0, 0), outcome(3, 0, 0)],
    1
  )
  expect([ranked?.conversion, ranked?.revenue]).toEqual([0.5, 0.5])
  expect([cheapest?.conversion, cheapest?.revenue]).toEqual([0.25, 0.125])
  expect(cheapest?.conversionGain?.estimate).toBe(1)
  expect(random?.conversionGain?.estimate).toBeNaN()
})

test('the interval of a gain holds the estimate, and 0 where the orders are alike', () => {
  const better = Array.from({ length: 1_000 }, (_, at) =>
    outcome(at, Number(at % 7 < 2), Number(at % 11 < 2))
  )
  const gain = orderRows(better, 1)[1]?.conversionGain
  expect(gain?.low).toBeLessThan(gain?.estimate ?? 0)
  expect(gain?.high).toBeGreaterThan(gain?.estimate ?? 0)
  expect(gain?.low).toBeGreaterThan(0)

  const alike = Array.from({ length: 1_000 }, (_, at) =>
    outcome(at, Number(at % 7 === 0), Number(at % 7 === 3))
  )
  const none = orderRows(alike, 1)[1]?.conversionGain
  expect(none?.low).toBeLessThan(0)
  expect(none?.high).toBeGreaterThan(0)
})

test('searches are grouped by what was known', () => {
  const rows = knownRows([outcome(0, 1, 1), outcome(1, 1, 1, 1.6), outcome(2, 1, 1, 9)], 1)
  expect(rows.map(({ choices, searches }) => [choices, searches])).toEqual([
    ['0', 1],
    ['up to 2', 1],
    ['over 5', 1],
  ])
})
