import { describe, expect, it } from 'vitest'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Script } from '../../../models/airline/sandbox-markets'
import { MAGIC_MARKETS, magicMarketsText, magicOf } from '../../../models/airline/sandbox-markets'
import { MAGIC_NETWORK } from '../../../pipelines/simulator/world/magic-network'
import { live } from '../../build/simulations'

const days = live({ seed: 1, markets: MAGIC_NETWORK, from: '2026-10-22', days: 30 })

/** Lowest fares of one departure, day by day. */
function fares(script: Script, departure = '2026-11-30') {
  const market = MAGIC_MARKETS.find((magic) => magic.script === script)?.market
  return days.flatMap(({ panel }) =>
    panel
      .filter((row) => row.market === market && row.departureDate === departure)
      .map(({ price }) => price)
  )
}

describe('magic markets', () => {
  it('connect real airports and have a sentence each in the API reference', () => {
    for (const { market, sentence } of MAGIC_MARKETS) {
      const { origin, destination } = endsOf(market)
      expect(place(origin)).toBeDefined()
      expect(place(destination)).toBeDefined()
      expect(magicMarketsText()).toContain(`| \`${market}\` | ${sentence} |`)
    }
    expect(magicOf('LIS-JFK')).toBeUndefined()
  })

  it('drop every day in the market that falls', () => {
    const lowest = fares('drops')
    expect(lowest).toHaveLength(30)
    for (const [day, fare] of lowest.slice(1).entries()) expect(fare).toBeLessThan(lowest[day] ?? 0)
  })

  it('rise every day in the market that rises', () => {
    const lowest = fares('rises')
    expect(lowest).toHaveLength(30)
    for (const [day, fare] of lowest.slice(1).entries())
      expect(fare).toBeGreaterThan(lowest[day] ?? 0)
  })

  it('show next to nothing where answers shall abstain', () => {
    const market = MAGIC_MARKETS.find(({ script }) => script === 'abstains')?.market ?? 'LIS-JFK'
    const { origin } = endsOf(market)
    const searches = days
      .flatMap(({ events }) => events)
      .filter((event) => event.type === undefined && event.origin_airport === origin)
    expect(searches.length).toBeLessThan(10)
  })

  it('show a tenth of a fare two to three weeks ahead in the anomaly market', () => {
    const last = days.at(-1)
    const market = MAGIC_MARKETS.find(({ script }) => script === 'anomaly')?.market
    const rows = last?.panel.filter((row) => row.market === market) ?? []
    const odd = rows.filter(({ daysToDeparture }) => daysToDeparture >= 14 && daysToDeparture <= 20)
    expect(odd).toHaveLength(7)
    for (const { departureDate, price, airline } of odd) {
      const real = last?.departures
        .filter((each) => each.market === market && each.departureDate === departureDate)
        .filter((each) => each.airline === airline)
        .map(({ lowestFare }) => lowestFare ?? Infinity)
      expect(price).toBeCloseTo(Math.min(...(real ?? [])) / 10, 1)
    }
  })
})
