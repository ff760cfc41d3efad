import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Action,
  decideQuotes,
  leastValid,
  persistence,
  type Showing,
  SURE,
} from '../../../../pipelines/answers/quote-check/decide-quotes'

const chances = fc.double({ min: 0, max: 1, noNaN: true })
const costs = fc.double({ min: 0, max: 20, noNaN: true })
const showings: fc.Arbitrary<Showing[]> = fc.array(
  fc.record({ pValid: chances, worth: fc.double({ min: 0.1, max: 50, noNaN: true }) }),
  { maxLength: 40 }
)
const budgets = fc.nat(50)

test('there are never more looks than the budget', () => {
  fc.assert(
    fc.property(showings, budgets, costs, (given, budget, cost) => {
      const looks = decideQuotes(given, budget, cost).filter((action) => action === 'refresh')
      expect(looks.length).toBeLessThanOrEqual(budget)
    })
  )
})

test('suppresses exactly the quotes that cost more than they earn, without a budget', () => {
  fc.assert(
    fc.property(showings, budgets, costs, (given, budget, cost) => {
      for (const [at, action] of decideQuotes(given, budget, cost).entries()) {
        const below = (given[at]?.pValid ?? 0) < leastValid(cost)
        if (action !== 'refresh') expect(action).toBe(below ? 'suppress' : 'serve')
      }
    })
  )
})

const RANK: Record<Action, number> = { suppress: 0, refresh: 1, serve: 2 }

test('never gives a likelier quote a worse action', () => {
  fc.assert(
    fc.property(showings, budgets, costs, fc.nat(), chances, (given, budget, cost, at, more) => {
      const index = given.length > 0 ? at % given.length : 0
      const raised = given.map((showing, place) =>
        place === index ? { ...showing, pValid: Math.max(showing.pValid, more) } : showing
      )
      const before = decideQuotes(given, budget, cost)[index]
      const after = decideQuotes(raised, budget, cost)[index]
      if (before && after) expect(RANK[after]).toBeGreaterThanOrEqual(RANK[before])
    })
  )
})

test('finds the choice of refreshes with the greatest saving', () => {
  const few = fc.array(fc.record({ pValid: chances, worth: fc.constantFrom(1, 2, 5) }), {
    maxLength: 7,
  })
  fc.assert(
    fc.property(few, fc.nat(4), costs, (given, budget, cost) => {
      const chosen = decideQuotes(given, budget, cost)
      const saved = given.reduce(
        (sum, showing, at) => sum + (chosen[at] === 'refresh' ? gain(showing, cost) : 0),
        0
      )
      expect(saved).toBeCloseTo(bestOf(given.filter(isUnsure), budget, cost), 9)
    })
  )
})

test('with a cost of 0 everything is shown', () => {
  expect(decideQuotes([{ pValid: 0, worth: 1 }], 0, 0)).toEqual(['serve'])
})

test('values a price that stays valid longer more, up to five days', () => {
  expect(persistence(0)).toBe(1)
  expect(persistence(1)).toBeCloseTo(5, 9)
  expect(persistence(0.9)).toBeGreaterThan(persistence(0.5))
})

const isUnsure = ({ pValid }: Showing) => pValid < SURE

/** Returns the gain of a refresh over the better of showing and suppressing. */
function gain({ pValid, worth }: Showing, cost: number): number {
  return worth * (1 - Math.max(0, pValid - (1 - pValid) * cost))
}

/** Finds the best choice by trying every set. */
function bestOf(given: readonly Showing[], budget: number, cost: number): number {
  const [first, ...others] = given
  if (!first || budget === 0) return 0
  return Math.max(
    bestOf(others, budget, cost),
    gain(first, cost) + bestOf(others, budget - 1, cost)
  )
}
