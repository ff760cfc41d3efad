/** Effect and duration of each kind of fault, both in the simulator and injected into real fares. */
import { UNITS_PER_EURO } from '../world/ladders'
import type { Stream } from '../world/stream'
import type { FaultKind } from './truth'

/** Dates are day numbers; `InjectedFault` has the same fault with ISO dates. */
export type Fault = {
  readonly kind: FaultKind
  readonly airline: string
  readonly firstDeparture: number
  readonly lastDeparture: number
  readonly firstDay: number
  readonly lastDay: number
  readonly factor: number
}

/** Least and greatest duration of a fault, in days. */
export const FAULT_DAYS: Readonly<Record<FaultKind, readonly [number, number]>> = {
  missing_digit: [1, 2],
  currency_mixup: [1, 4],
  unit_error: [1, 3],
  frozen_feed: [5, 12],
  dropped_carrier: [2, 6],
  taxes_missing: [2, 7],
  slow_drift: [8, 20],
}

/** Share of a fare without its taxes. */
const WITHOUT_TAXES = 0.62
const DRIFT_A_DAY = 1.04

/** Returns the factor on the fare: the daily factor of a drift, 1 where fares are not multiplied. */
export function faultFactor(kind: FaultKind, currency: string, random: Stream): number {
  if (kind === 'missing_digit') return 0.1
  if (kind === 'unit_error') return 100
  if (kind === 'taxes_missing') return WITHOUT_TAXES
  if (kind === 'slow_drift') return DRIFT_A_DAY
  return kind === 'currency_mixup' ? mixup(currency, random) : 1
}

/** Returns the factor of amounts in another currency; rates near 1 are excluded as undetectable. */
function mixup(currency: string, random: Stream): number {
  const own = UNITS_PER_EURO.get(currency) ?? 1
  const ratios = [...UNITS_PER_EURO.values()]
    .map((units) => units / own)
    .filter((ratio) => (ratio > 1.35 && ratio < 200) || (ratio < 0.7 && ratio > 0.005))
  return ratios[Math.floor(random() * ratios.length)] ?? 1.5
}
