/** Thirty simulated days through gate and watch, compared with the simulator's truth. */
import { dayNumber, dayOf } from '../../models/airline/calendar'
import { randomMarkets } from '../../pipelines/simulator/world/random-markets'
import { simulateFeed } from '../../pipelines/training/anomaly/simulated-feed'
import { followDays } from './follow-days'
import { type IncidentFigures, judgeIncidents } from './judge-incidents'

/** A feed is learned for so many days before it is judged. */
export const LEARN_DAYS = 14
const FROM = '2026-03-02'
const HORIZON_DAYS = 45

export type MonthOptions = {
  readonly seed: number
  readonly markets: number
  readonly days: number
  /** A market and month. */
  readonly faults: number
}

export function simulatedMonth({ seed, markets, days, faults }: MonthOptions): IncidentFigures {
  const { events, labels } = simulateFeed({
    seed,
    markets: randomMarkets(seed, markets),
    from: FROM,
    days: LEARN_DAYS + days,
    horizonDays: HORIZON_DAYS,
    faultsPerMonth: faults,
    scopeOf: (market) => market,
  })
  const followed = followDays()
  followed.add(events)
  const firstDay = dayNumber(FROM) + LEARN_DAYS
  return judgeIncidents(followed.incidents.values(), labels, { markets, firstDay, days })
}

export function monthText(days: number): string {
  const first = dayNumber(FROM) + LEARN_DAYS
  return `${dayOf(first)} to ${dayOf(first + days - 1)}`
}
