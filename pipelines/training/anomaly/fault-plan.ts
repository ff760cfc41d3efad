/** Plans the faults to inject into real fares from a seed: the simulator's seven kinds, one at a time a market. */
import { valueAt } from '../../../models/statistics/value-at'
import { FAULT_DAYS, faultFactor } from '../../simulator/pricing/fault-kinds'
import { FAULT_KINDS, type FaultKind } from '../../simulator/pricing/truth'
import { type Stream, stream } from '../../simulator/world/stream'

/** Days are day numbers, both ends included. */
export type PlannedFault = {
  readonly kind: FaultKind
  readonly scope: string
  readonly airline: string
  readonly firstDay: number
  readonly lastDay: number
  readonly firstDeparture: number
  readonly lastDeparture: number
  /** Factor on the fare: the daily factor of a drift, 1 where fares are not multiplied. */
  readonly factor: number
}

/** Days without a fault after each, so that each is detected separately. */
const BETWEEN_DAYS = 8
const FILED_DEPARTURES = 3

export type Watched = {
  readonly scope: string
  readonly currency: string
  readonly airlines: readonly string[]
}

export type FaultPeriod = {
  readonly seed: number
  readonly firstDay: number
  readonly lastDay: number
  /** Days ahead of the observed departures: a mistake fare affects some of them; with 0 all. */
  readonly horizonDays: number
}

export function planFaults(
  { scope, currency, airlines }: Watched,
  period: FaultPeriod
): PlannedFault[] {
  const random = stream(period.seed, `${scope}/injected`)
  const kinds = shuffled(FAULT_KINDS, random)
  const faults: PlannedFault[] = []
  let day = period.firstDay + Math.floor(random() * BETWEEN_DAYS)
  for (let number = 0; day <= period.lastDay && airlines.length > 0; number += 1) {
    const kind = valueAt(kinds, number % kinds.length)
    const [least, most] = FAULT_DAYS[kind]
    const lastDay = day + least - 1 + Math.floor(random() * (most - least + 1))
    const airline = valueAt(airlines, Math.floor(random() * airlines.length))
    const filed = day + 1 + Math.floor(random() * period.horizonDays)
    const narrow = kind === 'missing_digit' && period.horizonDays > 0
    const factor = faultFactor(kind, currency, random)
    if (lastDay <= period.lastDay) {
      faults.push({
        kind,
        scope,
        airline,
        firstDay: day,
        lastDay,
        factor,
        firstDeparture: narrow ? filed : Number.NEGATIVE_INFINITY,
        lastDeparture: narrow ? filed + FILED_DEPARTURES - 1 : Number.POSITIVE_INFINITY,
      })
    }
    day = lastDay + 1 + BETWEEN_DAYS + Math.floor(random() * BETWEEN_DAYS)
  }
  return faults
}

function shuffled<T>(values: readonly T[], random: Stream): T[] {
  const left = [...values]
  return values.flatMap(() => left.splice(Math.floor(random() * left.length), 1))
}
