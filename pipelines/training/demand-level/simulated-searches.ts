/**
 * Daily searches of simulated markets, drawn as Poisson counts around the simulator's expected sessions.
 * `traffic` multiplies the observed sessions; the expected level stays the same.
 */
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import { askingLevel } from '../../simulator/world/daily-demand'
import { randomMarkets } from '../../simulator/world/random-markets'
import { poisson, stream } from '../../simulator/world/stream'

export type SimulatedSearches = {
  readonly market: Market
  /** Sessions a day on a usual day. */
  readonly usual: number
  readonly firstDay: number
  readonly counts: readonly number[]
  /** True expected counts. */
  readonly expected: readonly number[]
}

export type SearchWorld = {
  readonly seed: number
  readonly markets: number
  readonly from: IsoDay
  readonly days: number
  readonly traffic: number
}

export function simulatedSearches({
  seed,
  markets,
  from,
  days,
  traffic,
}: SearchWorld): SimulatedSearches[] {
  const firstDay = dayNumber(from)
  return randomMarkets(seed, markets).map(({ market, sessionsPerDay }) => {
    const usual = sessionsPerDay * traffic
    const random = stream(seed, `${market}/counted/${traffic}`)
    const expected = Array.from(
      { length: days },
      (_, day) => usual * askingLevel(seed, market, firstDay + day)
    )
    return {
      market,
      usual,
      firstDay,
      expected,
      counts: expected.map((mean) => poisson(random, mean)),
    }
  })
}
