/** What each kind of fault does to fares and how long it shows, in the simulator and put into real fares. */
import { UNITS_PER_EURO } from '../world/ladders'
import type { Stream } from '../world/stream'
import type { FaultKind } from './truth'

/** In day numbers; `InjectedFault` tells the same in days. */
export type Fault = {
  readonly kind: FaultKind
  readonly airline: string
  readonly firstDeparture: number
  readonly lastDeparture: number
  readonly firstDay: number
  readonly lastDay: number
  readonly factor: number
}

/** Least and most days a fault shows. */
export const FAULT_DAYS: Readonly<Record<FaultKind, readonly [number, number]>> = {
  missing_digit: [1, 2],
  currency_mixup: [1, 4],
  unit_error: [1, 3],
  frozen_feed: [5, 12],
  dropped_carrier: [2, 6],
  taxes_missing: [2, 7],
  slow_drift: [8, 20],
}

/** What is left of a fare without its taxes. */
const WITHOUT_TAXES = 0.62
const DRIFT_A_DAY = 1.04

/** On the fare; a day's worth for a drift, 1 where fares are not multiplied. */
export function faultFactor(kind: FaultKind, currency: string, random: Stream): number {
  if (kind === 'missing_digit') return 0.1
  if (kind === 'unit_error') return 100
  if (kind === 'taxes_missing') return WITHOUT_TAXES
  if (kind === 'slow_drift') return DRIFT_A_DAY
  return kind === 'currency_mixup' ? mixup(currency, random) : 1
}

/** Amounts of another currency under this one's name; near rates would be no fault to see. */
function mixup(currency: string, random: Stream): number {
  const own = UNITS_PER_EURO.get(currency) ?? 1
  const ratios = [...UNITS_PER_EURO.values()]
    .map((units) => units / own)
    .filter((ratio) => (ratio > 1.35 && ratio < 200) || (ratio < 0.7 && ratio > 0.005))
  return ratios[Math.floor(random() * ratios.length)] ?? 1.5
}
