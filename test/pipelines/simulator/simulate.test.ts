import { describe, expect, it } from 'vitest'
import { createEventReader } from '../../../pipelines/events/read-event'
import { simulate } from '../../../pipelines/simulator/simulate'

const now = Date.parse('2026-11-20T12:00:00Z')
const week = simulate({ seed: 1, now, days: 7 })
const searches = week.filter((event) => event.type !== 'booking')

describe('simulate', () => {
  it('makes the same events from the same seed and clock', () => {
    expect(simulate({ seed: 1, now, days: 7 })).toEqual(week)
    expect(simulate({ seed: 2, now, days: 7 })).not.toEqual(week)
  })

  it('makes events that the door accepts as they are', () => {
    const read = createEventReader({ now, maxClockSkewMs: 0 }, { caller: {}, hashUser: (id) => id })
    const refused = week.map(read).filter((reading) => 'refusals' in reading)
    expect(refused).toEqual([])
  })

  it('keeps to its days, in event-time order, with ids of their own', () => {
    const instants = week.map(({ timestamp }) => Date.parse(timestamp))
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    expect(instants[0]).toBeGreaterThan(now - 7 * 86_400_000)
    expect(instants.at(-1)).toBeLessThanOrEqual(now)
    expect(new Set(searches.map(({ search_id }) => search_id)).size).toBe(searches.length)
  })

  it('repeats the events of a shorter run in a longer one', () => {
    const ids = new Set(simulate({ seed: 1, now, days: 30 }).map((event) => event.search_id))
    expect(searches.every(({ search_id }) => ids.has(search_id))).toBe(true)
  })

  it('shows slates of 3 to 10 offers and books a few of them', () => {
    const sizes = searches.map(({ price_offers }) => price_offers.length)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10)
    const share = (week.length - searches.length) / searches.length
    expect(share).toBeGreaterThan(0.01)
    expect(share).toBeLessThan(0.06)
  })

  it('asks more for a departure that is near than for one that is far', () => {
    const lowest = (from: number, to: number) => {
      const fares = searches
        .filter((search) => search.return_date === undefined && search.cabin_class === 'economy')
        .filter(({ origin_airport }) => origin_airport === 'MAD')
        .map((search) => ({
          ahead: Date.parse(search.departure_date) - Date.parse(search.timestamp),
          price: Math.min(...search.price_offers.map(({ price }) => price)),
        }))
        .filter(({ ahead }) => ahead >= from * 86_400_000 && ahead < to * 86_400_000)
      return fares.reduce((sum, { price }) => sum + price, 0) / fares.length
    }
    expect(lowest(0, 10)).toBeGreaterThan(1.3 * lowest(60, 120))
  })
})
