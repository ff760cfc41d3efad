import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ForecastNode,
  type Reconciled,
  reconcile,
} from '../../../../pipelines/answers/demand/reconcile'

const leaf = (name: string, forecast: number, variance = 1): ForecastNode => ({
  name,
  forecast,
  variance,
  parts: [],
})

function sumOff({ value, parts }: Reconciled): number {
  if (parts.length === 0) return 0
  const sum = parts.reduce((total, part) => total + part.value, 0)
  return Math.max(Math.abs(sum - value), ...parts.map(sumOff))
}

const node: fc.Arbitrary<ForecastNode> = fc.letrec<{ tree: ForecastNode; leaf: ForecastNode }>(
  (tie) => ({
    leaf: fc.record({
      name: fc.string({ minLength: 1, maxLength: 3 }),
      forecast: fc.double({ min: 0, max: 1e4, noNaN: true }),
      variance: fc.double({ min: 1, max: 1e4, noNaN: true }),
      parts: fc.constant([]),
    }),
    tree: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      tie('leaf'),
      fc.record({
        name: fc.string({ minLength: 1, maxLength: 3 }),
        forecast: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined }),
        variance: fc.double({ min: 1, max: 1e5, noNaN: true }),
        parts: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      })
    ),
  })
).tree

test('every sum equals its parts to a millionth, and no value is negative', () => {
  fc.assert(
    fc.property(node, (root) => {
      const reconciled = reconcile(root)
      expect(sumOff(reconciled)).toBeLessThanOrEqual(1e-6)
      const leaves = (each: Reconciled): Reconciled[] =>
        each.parts.length === 0 ? [each] : each.parts.flatMap(leaves)
      expect(leaves(reconciled).every(({ value }) => value >= 0)).toBe(true)
    })
  )
})

test('forecasts that add up already stay as they are', () => {
  const root = { name: 'all', forecast: 30, variance: 4, parts: [leaf('a', 10), leaf('b', 20)] }
  expect(reconcile(root)).toEqual({
    name: 'all',
    value: 30,
    parts: [
      { name: 'a', value: 10, parts: [] },
      { name: 'b', value: 20, parts: [] },
    ],
  })
})

test('a difference goes to the parts by their variance, as generalised least squares has it', () => {
  const [a, b, w] = [leaf('a', 10, 1), leaf('b', 20, 3), 4]
  const { value, parts } = reconcile({ name: 'all', forecast: 38, variance: w, parts: [a, b] })
  // Minimise (x-10)^2/1 + (y-20)^2/3 + (x+y-38)^2/4: x = 10 + 8*1/8, y = 20 + 8*3/8.
  expect(parts.map((part) => part.value)).toEqual([11, 23])
  expect(value).toBe(34)
})

test('the result of three levels is the minimum that a search finds', () => {
  const root: ForecastNode = {
    name: 'all',
    forecast: 50,
    variance: 9,
    parts: [
      { name: 'x', forecast: 18, variance: 2, parts: [leaf('a', 9, 1), leaf('b', 5, 4)] },
      leaf('c', 20, 3),
    ],
  }
  const cost = ([a = 0, b = 0, c = 0]: number[]) =>
    (a - 9) ** 2 / 1 +
    (b - 5) ** 2 / 4 +
    (c - 20) ** 2 / 3 +
    (a + b - 18) ** 2 / 2 +
    (a + b + c - 50) ** 2 / 9
  let best = [9, 5, 20]
  for (let step = 2; step > 1e-7; step /= 2) best = descended(best, step, cost)
  const { parts } = reconcile(root)
  const found = [parts[0]?.parts[0]?.value, parts[0]?.parts[1]?.value, parts[1]?.value]
  for (const [at, value] of found.entries()) expect(value).toBeCloseTo(best[at] ?? Number.NaN, 4)
})

/** Moves along single axes by a step while that lowers the cost. */
function descended(
  start: readonly number[],
  step: number,
  cost: (at: number[]) => number
): number[] {
  const moves = start.flatMap((_, axis) => [-step, step].map((by) => ({ axis, by })))
  let best = [...start]
  for (let tries = 0; tries < 100; tries += 1) {
    const next = moves
      .map(({ axis, by }) => best.map((value, at) => (at === axis ? value + by : value)))
      .toSorted((a, b) => cost(a) - cost(b))[0]
    if (!next || cost(next) >= cost(best)) return best
    best = next
  }
  return best
}
