/**
 * Searches a day of simulated markets: shoppers' sessions as often as the simulator's truth expects
 * them, drawn as counts are. `traffic` multiplies the sessions that reach us; the truth stays.
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
  /** What the counts are expected to be: the truth. */
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
