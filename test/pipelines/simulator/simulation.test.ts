import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventReader } from '../../../pipelines/intake/read-event'
import type { DepartureTruth, ShopperTruth } from '../../../pipelines/simulator/pricing/truth'
import type { SimulatedEvent } from '../../../pipelines/simulator/sessions/simulated-event'
import type { SimulationOptions } from '../../../pipelines/simulator/simulation'
import { NETWORK } from '../../../pipelines/simulator/world/networks'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'
import { WIRES } from '../../../pipelines/wire/wire'
import { live } from '../../build/simulations'

const options: SimulationOptions = {
  seed: 1,
  markets: NETWORK.slice(0, 2),
  from: '2026-11-13',
  days: 4,
  horizonDays: 45,
  faultsPerMonth: 6,
}
const days = live(options)
const events = days.flatMap((day) => day.events)
const NOW = Date.parse('2026-11-20T12:00:00Z')

function refusals(records: readonly object[]) {
  const reader = createEventReader(
    { now: NOW, maxClockSkewMs: 0 },
    { sender: {}, hashUser: (id) => id }
  )
  return records.map(reader).filter((result) => 'refusals' in result)
}

/** `booked` holds the bookings of the evening before, and is brought up to date. */
function expectBalanced(each: DepartureTruth, booked: Map<string, number>) {
  const { accepted, refused, recaptured, groupSeats, cancelled } = each
  expect(each.booked).toBeGreaterThanOrEqual(0)
  expect(each.booked).toBeLessThanOrEqual(each.seats)
  expect(accepted + refused).toBe(each.wanted.leisure + each.wanted.business)
  const name = `${each.market} ${each.departureDate} ${each.flightNumber}`
  const had = booked.get(name)
  booked.set(name, each.booked)
  if (had === undefined) return
  expect(each.booked).toBe(had + accepted + recaptured + groupSeats - cancelled)
}

function expectReported(shopper: ShopperTruth, ofDay: readonly SimulatedEvent[]) {
  const own = ofDay.filter((event) => event.search_id === shopper.searchId)
  const search = own.find((event) => event.type === undefined)
  const offers = search && 'price_offers' in search ? search.price_offers : []
  expect(shopper.willingnessToPay.length).toBe(offers.length)
  const booking = own.find((event) => event.type === 'booking')
  const chosen = shopper.choice === undefined ? undefined : offers[shopper.choice]
  expect(booking?.flight_number).toBe(chosen?.flight_number)
  // Staying at home has utility 0, so a booking has a positive one.
  if (shopper.choice !== undefined) expect(shopper.utilities[shopper.choice]).toBeGreaterThan(0)
}

describe('createSimulation', () => {
  it('makes the same bytes from the same seed, and others from another', () => {
    expect(JSON.stringify(live(options))).toBe(JSON.stringify(days))
    expect(JSON.stringify(live({ ...options, seed: 2 }))).not.toBe(JSON.stringify(days))
  })

  it('yields the same day for any start and length of the run', () => {
    expect(live({ ...options, from: '2026-11-15', days: 2 })).toEqual(days.slice(2))
    expect(live({ ...options, days: 2 })).toEqual(days.slice(0, 2))
  })

  it('yields the same market beside any others', () => {
    const alone = live({ ...options, markets: NETWORK.slice(1, 2), days: 1 })
    expect(alone[0]?.panel).toEqual(
      days[0]?.panel.filter(({ market }) => market === NETWORK[1]?.market)
    )
  })

  it('generates events of every type in order, which intake accepts unchanged', () => {
    expect(refusals(events)).toEqual([])
    expect(new Set(events.map(({ type }) => type ?? 'search'))).toEqual(
      new Set(['search', 'impression', 'click', 'booking', 'price_change', 'outcome'])
    )
    const instants = events.map(({ timestamp }) => Date.parse(timestamp))
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    const ids = events.filter(({ type }) => type === undefined).map(({ search_id }) => search_id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps the ground truth out of events, which have wire fields only', () => {
    for (const event of events) {
      const known = Object.keys(WIRES[event.type ?? 'search'].shape)
      expect(Object.keys(event).filter((field) => !known.includes(field))).toEqual([])
    }
    const text = JSON.stringify(events)
    const numbers = new Set(text.match(/-?\d+\.\d+/g))
    const utilities = days.flatMap(({ shoppers }) => shoppers.flatMap((each) => each.utilities))
    expect(utilities.length).toBeGreaterThan(500)
    expect(utilities.filter((utility) => numbers.has(String(utility)))).toEqual([])
    expect(text).not.toMatch(/leisure|look|fault/)
  })

  it('reports the offers, click and booking of each shopper as in the events', () => {
    for (const { shoppers, events: ofDay } of days) {
      for (const shopper of shoppers) expectReported(shopper, ofDay)
    }
  })

  it('shows the same fares with and without events', () => {
    expect(live({ ...options, detail: 'panel' }).map(({ panel }) => panel)).toEqual(
      days.map(({ panel }) => panel)
    )
  })

  it('never oversells, and accounts for all demand, for any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        const markets = randomMarkets(seed, 2).map((market) => ({ ...market, pressure: 2.5 }))
        const booked = new Map<string, number>()
        for (const day of live({ ...options, seed, markets, days: 3, horizonDays: 20 })) {
          expect(refusals(day.events)).toEqual([])
          for (const each of day.departures) expectBalanced(each, booked)
          for (const { sought, booked: sold, refused, left } of day.markets) {
            expect(sold + refused + left).toBe(sought)
          }
        }
      }),
      { numRuns: 5 }
    )
  })

  it('asks more for a departure that is near than for one that is far', () => {
    const mean = (from: number, to: number) => {
      const fares = days
        .flatMap((day) => day.departures)
        .filter(({ daysToDeparture }) => daysToDeparture >= from && daysToDeparture <= to)
        .flatMap(({ lowestFare }) => lowestFare ?? [])
      return fares.reduce((sum, fare) => sum + fare, 0) / fares.length
    }
    expect(mean(0, 4)).toBeGreaterThan(1.25 * mean(25, 45))
  })
})
