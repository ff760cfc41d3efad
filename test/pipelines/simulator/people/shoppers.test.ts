import { describe, expect, it } from 'vitest'
import { personOf, shopperOf } from '../../../../pipelines/simulator/people/shoppers'

const COUNTRIES = new Map([
  ['PT', 6],
  ['US', 4],
])
const trips = Array.from({ length: 4_000 }, (_, trip) => `LIS-JFK/${trip}`)
const leisure = trips.map((trip) => personOf(1, trip, COUNTRIES, 'leisure'))

describe('personOf', () => {
  it('names the same person for the same trip, and another world other persons', () => {
    expect(personOf(1, 'LIS-JFK/7', COUNTRIES, 'leisure')).toEqual(leisure[7])
    expect(personOf(2, 'LIS-JFK/7', COUNTRIES, 'leisure').id).not.toBe(leisure[7]?.id)
  })

  it('lets a person live in one country and travel with one device', () => {
    const known = new Map<string, string>()
    for (const person of leisure) {
      const shopper = JSON.stringify(shopperOf(1, person))
      expect(known.get(person.id) ?? shopper).toBe(shopper)
      known.set(person.id, shopper)
    }
  })

  it('brings half of all trips from about a fifth of the persons', () => {
    const counts = new Map<string, number>()
    for (const { id } of leisure) counts.set(id, (counts.get(id) ?? 0) + 1)
    const sorted = [...counts.values()].sort((a, b) => b - a)
    const fifth = sorted.slice(0, 240).reduce((sum, count) => sum + count, 0)
    expect(sorted.length).toBeLessThanOrEqual(1_200)
    expect(fifth / trips.length).toBeGreaterThan(0.45)
    expect(fifth / trips.length).toBeLessThan(0.65)
  })

  it('assigns work trips to persons who travel for work', () => {
    const mean = (persons: typeof leisure) =>
      persons.reduce((sum, { forWork }) => sum + forWork, 0) / persons.length
    const business = trips.map((trip) => personOf(1, trip, COUNTRIES, 'business'))
    expect(mean(business)).toBeGreaterThan(0.4)
    expect(mean(leisure)).toBeLessThan(0.2)
  })
})
