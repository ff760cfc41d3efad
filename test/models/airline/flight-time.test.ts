import { expect, test } from 'vitest'
import { isPlausibleMinutes } from '../../../models/airline/flight-time'
import { place } from '../../../models/airline/places'

const plausible = (minutes: number, from: string, to: string, stops?: number) =>
  isPlausibleMinutes(minutes, place(from), place(to), stops)

test('block times of real flights are plausible, short hops and long hauls alike', () => {
  expect(plausible(50, 'BAX', 'OVB', 0)).toBe(true)
  expect(plausible(65, 'PSC', 'SEA', 0)).toBe(true)
  expect(plausible(2, 'WRY', 'PPW', 0)).toBe(true)
  expect(plausible(355, 'JFK', 'LHR', 0)).toBe(true)
  expect(plausible(1_125, 'SIN', 'JFK', 0)).toBe(true)
})

test('no journey is faster than 1000 km/h, with stops or without', () => {
  expect(plausible(120, 'JFK', 'LHR', 0)).toBe(false)
  expect(plausible(120, 'JFK', 'LHR', 2)).toBe(false)
  expect(plausible(0, 'PSC', 'SEA', 0)).toBe(false)
  expect(plausible(-115, 'PSC', 'SEA', 0)).toBe(false)
})

test('a non-stop flight is faster than 250 km/h in the air; layovers and trains take their time', () => {
  expect(plausible(245, 'PSC', 'SEA', 0)).toBe(false)
  expect(plausible(245, 'PSC', 'SEA', 1)).toBe(true)
  expect(plausible(245, 'PSC', 'SEA')).toBe(true)
  expect(plausible(300, 'QKL', 'FRA', 0)).toBe(true)
})

test('between unknown places any time above zero is possible', () => {
  expect(plausible(5, 'XXX', 'JFK', 0)).toBe(true)
  expect(plausible(0, 'XXX', 'JFK', 0)).toBe(false)
})
