/** Which faults are put into real fares, drawn from a seed: the simulator's seven kinds, one at a time a market. */
import { UNITS_PER_EURO } from '../simulator/ladders'
import { type Stream, stream } from '../simulator/stream'
import { FAULT_KINDS, type FaultKind } from '../simulator/truth'

/** Days are day numbers, both ends included. */
export type PlannedFault = {
  readonly kind: FaultKind
  readonly scope: string
  readonly airline: string
  readonly firstDay: number
  readonly lastDay: number
  readonly firstDeparture: number
  readonly lastDeparture: number
  /** On the fare; a day's worth for a drift, 1 where fares are not multiplied. */
  readonly factor: number
}

/** Least and most days a fault shows, as in the simulator. */
const LASTS: Readonly<Record<FaultKind, readonly [number, number]>> = {
  missing_digit: [1, 2],
  currency_mixup: [1, 4],
  unit_error: [1, 3],
  frozen_feed: [5, 12],
  dropped_carrier: [2, 6],
  taxes_missing: [2, 7],
  slow_drift: [8, 20],
}
/** Days without a fault after one, so that each is found or missed by itself. */
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
  /** How far ahead departures are seen: a mistake fare is filed for some of them; 0 for all. */
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
    const kind = kinds[number % kinds.length] ?? 'unit_error'
    const [least, most] = LASTS[kind]
    const lastDay = day + least - 1 + Math.floor(random() * (most - least + 1))
    const airline = airlines[Math.floor(random() * airlines.length)] ?? ''
    const filed = day + 1 + Math.floor(random() * period.horizonDays)
    const narrow = kind === 'missing_digit' && period.horizonDays > 0
    const factor = factorOf(kind, currency, random)
    if (lastDay <= period.lastDay) {
      faults.push({
        ...{ kind, scope, airline, firstDay: day, lastDay, factor },
        firstDeparture: narrow ? filed : Number.NEGATIVE_INFINITY,
        lastDeparture: narrow ? filed + FILED_DEPARTURES - 1 : Number.POSITIVE_INFINITY,
      })
    }
    day = lastDay + 1 + BETWEEN_DAYS + Math.floor(random() * BETWEEN_DAYS)
  }
  return faults
}

function factorOf(kind: FaultKind, currency: string, random: Stream): number {
  if (kind === 'missing_digit') return 0.1
  if (kind === 'unit_error') return 100
  if (kind === 'taxes_missing') return 0.62
  if (kind === 'slow_drift') return 1.04
  return kind === 'currency_mixup' ? mixup(currency, random) : 1
}

/** Amounts of another currency under this one's name, as in the simulator. */
function mixup(currency: string, random: Stream): number {
  const own = UNITS_PER_EURO.get(currency) ?? 1
  const ratios = [...UNITS_PER_EURO.values()]
    .map((units) => units / own)
    .filter((ratio) => (ratio > 1.35 && ratio < 200) || (ratio < 0.7 && ratio > 0.005))
  return ratios[Math.floor(random() * ratios.length)] ?? 1.5
}

function shuffled<T>(values: readonly T[], random: Stream): T[] {
  const left = [...values]
  return values.flatMap(() => left.splice(Math.floor(random() * left.length), 1))
}
