/**
 * Injects labelled faults of feeds and filings: where, when and by how much. Faults change the fares
 * that partners receive, never the departure itself.
 */

import { dayOf } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import { valueAt } from '../../../models/statistics/value-at'
import { poisson, type Stream, stream } from '../world/stream'
import { FAULT_DAYS, type Fault, faultFactor } from './fault-kinds'
import type { MarketPlan } from './market-plan'
import { FAULT_KINDS, type InjectedFault } from './truth'

const SLOT_DAYS = 30
const FAR_DAYS = 60

/** Returns the faults that are active on a day. */
export function faultsOn(plan: MarketPlan, day: number): readonly Fault[] {
  const slot = Math.floor(day / SLOT_DAYS)
  if (plan.faultsPerMonth === 0) return NONE
  const near = [...slotFaults(plan, slot - 1), ...slotFaults(plan, slot)]
  return near.filter(({ firstDay, lastDay }) => day >= firstDay && day <= lastDay)
}

const NONE: readonly Fault[] = []

function slotFaults(plan: MarketPlan, slot: number): readonly Fault[] {
  const known = plan.faultSlots.get(slot)
  if (known) return known
  const random = stream(plan.seed, `${plan.market.market}/faults/${slot}`)
  const count = poisson(random, plan.faultsPerMonth)
  const faults = Array.from({ length: count }, () => makeFault(plan, slot, random))
  plan.faultSlots.set(slot, faults)
  return faults
}

function makeFault({ market }: MarketPlan, slot: number, random: Stream): Fault {
  const kind = valueAt(FAULT_KINDS, Math.floor(random() * FAULT_KINDS.length))
  const [least, most] = FAULT_DAYS[kind]
  const firstDay = slot * SLOT_DAYS + Math.floor(random() * SLOT_DAYS)
  const lastDay = firstDay + least - 1 + Math.floor(random() * (most - least + 1))
  const airlines = [...new Set(market.flights.map(({ airline }) => airline))]
  const cheapest = market.flights.toSorted((a, b) => valueAt(a.ladder, 0) - valueAt(b.ladder, 0))[0]
  const drawn = valueAt(airlines, Math.floor(random() * airlines.length))
  // A missing digit affects the few departures of one filing; a feed fault affects all departures.
  const narrow = kind === 'missing_digit'
  const firstDeparture = narrow ? firstDay + 3 + Math.floor(random() * FAR_DAYS) : firstDay
  return {
    kind,
    airline: kind === 'dropped_carrier' ? (cheapest?.airline ?? drawn) : drawn,
    firstDay,
    lastDay,
    firstDeparture,
    lastDeparture: narrow ? firstDeparture + 2 : lastDay + 365,
    factor: faultFactor(kind, market.currency, random),
  }
}

/** Returns the fare with its faults applied; undefined when the flight is missing. */
export function faulty(
  faults: readonly Fault[],
  airline: string,
  date: number,
  day: number,
  fare: number,
  frozen: number | undefined
): number | undefined {
  let shown = fare
  for (const fault of faults) {
    if (fault.airline !== airline || !touches(fault, date)) continue
    if (fault.kind === 'dropped_carrier') return undefined
    if (fault.kind === 'frozen_feed') shown = frozen ?? shown
    else if (fault.kind === 'slow_drift') shown *= fault.factor ** (day - fault.firstDay + 1)
    else shown *= fault.factor
  }
  return shown === fare ? fare : Math.max(0.01, Math.round(shown * 100) / 100)
}

export function touches({ firstDeparture, lastDeparture }: Fault, date: number): boolean {
  return date >= firstDeparture && date <= lastDeparture
}

export function reportedFault(market: Market, fault: Fault): InjectedFault {
  return {
    kind: fault.kind,
    market,
    airline: fault.airline,
    departures: [dayOf(fault.firstDeparture), dayOf(fault.lastDeparture)],
    from: dayOf(fault.firstDay),
    to: dayOf(fault.lastDay),
    factor: fault.factor,
  }
}
