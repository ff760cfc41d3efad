import { describe, expect, it } from 'vitest'
import { returnMarket } from '../../../pipelines/simulator/return-markets'
import { NETWORK } from '../../../pipelines/simulator/world/networks'

const returns = NETWORK.map(returnMarket)

describe('the return direction of a market', () => {
  it('swaps the ends and keeps fares, currency and shoppers', () => {
    const [outbound] = NETWORK
    expect(returns[0]).toMatchObject({
      market: 'JFK-LIS',
      currency: outbound?.currency,
      usualFare: outbound?.usualFare,
      countries: outbound?.countries,
    })
  })

  it('numbers a flight one above its outbound flight and departs two hours after its arrival', () => {
    expect(returns[0]?.flights[0]).toMatchObject({
      flightNumber: 'TP204',
      airline: 'TP',
      departsAt: '20:15',
      durationMinutes: 490,
    })
  })

  it('departs within the day, whenever the outbound flight arrives', () => {
    const times = returns.flatMap(({ flights }) => flights.map(({ departsAt }) => departsAt))
    expect(times.filter((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))).toEqual([])
  })

  it('names no market and no flight of an airline twice', () => {
    const every = [...NETWORK, ...returns]
    expect(new Set(every.map(({ market }) => market)).size).toBe(every.length)
    const flights = every.flatMap(({ flights }) => flights.map(({ flightNumber }) => flightNumber))
    expect(new Set(flights).size).toBe(flights.length)
  })
})
