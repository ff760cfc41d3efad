import { expect, test } from 'vitest'
import type { ShopperSession } from '../../../tools/simulate/shopper-sessions'
import { shopperSessions } from '../../../tools/simulate/shopper-sessions'
import { cheapestFirst, randomOrder, reactionTo } from '../../../tools/simulate/shown-order'

const session = (more: Partial<ShopperSession> = {}): ShopperSession => ({
  id: 's-1',
  user: 'ada',
  origin: 'LIS',
  destination: 'JFK',
  departureDate: '2026-12-18',
  currency: 'EUR',
  offers: [
    { airline: 'TP', price: 300 },
    { airline: 'UA', price: 200 },
    { airline: 'AA', price: 250 },
  ],
  utilities: [1, -1, 2],
  postponed: false,
  ...more,
})

test('the first place is always looked at, and the best of what was seen is booked', () => {
  expect(reactionTo(session(), [0], 1)).toEqual({ clicked: 0, booked: 0 })
})

test('an offer worth less than staying at home is not booked', () => {
  expect(reactionTo(session(), [1], 1).booked).toBeUndefined()
})

test('a shopper who only looks books nothing', () => {
  expect(reactionTo(session({ postponed: true }), [2, 0], 1).booked).toBeUndefined()
})

test('an offer is taken more often the higher it stands', () => {
  const order = { first: [2, 1, 0], last: [1, 0, 2] }
  const taken = (offers: readonly number[]) =>
    Array.from({ length: 500 }, (_, at) => reactionTo(session({ id: `s-${at}` }), offers, 7))
      .map(({ booked }) => Number(booked === 2))
      .reduce((sum, each) => sum + each, 0)
  expect(taken(order.first)).toBe(500)
  expect(taken(order.last)).toBeLessThan(400)
})

test('the cheapest comes first, and a random order holds every offer once', () => {
  expect(cheapestFirst(session())).toEqual([1, 2, 0])
  expect([...randomOrder(session(), 3)].sort()).toEqual([0, 1, 2])
  const orders = Array.from({ length: 50 }, (_, at) => randomOrder(session({ id: `${at}` }), 3)[0])
  expect(new Set(orders).size).toBe(3)
})

test('simulated sessions have a utility for each offer and end after their count', () => {
  const sessions = [...shopperSessions(1, 2, 40)]
  expect(sessions).toHaveLength(40)
  for (const { offers, utilities } of sessions) {
    expect(offers.length).toBeGreaterThanOrEqual(2)
    expect(utilities).toHaveLength(offers.length)
  }
  expect([...shopperSessions(1, 2, 40)]).toEqual(sessions)
})
