/**
 * Puts planned faults into searches, and keeps apart what it changed. A label covers the days on which
 * an offer was really changed; a fault that met no offer has none.
 */
import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../events/event'
import type { Offer } from '../../events/offer'
import { fareKey } from '../../features/anomaly/anomaly-feed'
import type { FaultKind } from '../../simulator/pricing/truth'
import type { PlannedFault } from './fault-plan'

export type FaultLabel = {
  readonly kind: FaultKind
  readonly scope: string
  readonly airline: string
  /** First and last day number on which it changed an offer. */
  readonly firstDay: number
  readonly lastDay: number
  /** Offers told otherwise, or left out. */
  readonly changed: number
}

export type Injected = {
  readonly events: readonly SearchEvent[]
  readonly labels: readonly FaultLabel[]
}

type Running = {
  readonly fault: PlannedFault
  readonly first: Map<string, number>
  label?: FaultLabel
}

/** Events in event-time order; those without a fault come back as they are. */
export function injectFaults(
  events: Iterable<SearchEvent>,
  faults: readonly PlannedFault[],
  scopeOf: (event: SearchEvent) => string
): Injected {
  const running = Map.groupBy(
    faults.map((fault): Running => ({ fault, first: new Map() })),
    ({ fault }) => fault.scope
  )
  const told = Array.from(events, (event) => {
    const scope = running.get(scopeOf(event))
    return scope ? faultyEvent(event, scope) : event
  })
  const labels = [...running.values()].flat().flatMap(({ label }) => label ?? [])
  return { events: told, labels }
}

function faultyEvent(event: SearchEvent, running: readonly Running[]): SearchEvent {
  const day = Math.floor(event.at / DAY_MS)
  const departure = dayNumber(event.departureDate)
  const now = running.filter(
    ({ fault }) =>
      day >= fault.firstDay &&
      day <= fault.lastDay &&
      departure >= fault.firstDeparture &&
      departure <= fault.lastDeparture
  )
  if (now.length === 0) return event
  const offers = event.offers.flatMap((offer) => faultyOffer(event, offer, day, now) ?? [])
  return { ...event, offers }
}

function faultyOffer(
  event: SearchEvent,
  offer: Offer,
  day: number,
  running: readonly Running[]
): Offer | undefined {
  let amountMinor: number | undefined = offer.amountMinor
  for (const each of running) {
    if (each.fault.airline !== offer.airline || amountMinor === undefined) continue
    const shown = shownInstead(each, fareKey(event, offer.flightNumber), day, amountMinor)
    if (shown !== amountMinor) note(each, day)
    amountMinor = shown
  }
  if (amountMinor === undefined) return undefined
  return amountMinor === offer.amountMinor ? offer : { ...offer, amountMinor }
}

/** Undefined when it is not shown. */
function shownInstead(
  { fault, first }: Running,
  key: string,
  day: number,
  amountMinor: number
): number | undefined {
  if (fault.kind === 'dropped_carrier') return undefined
  if (fault.kind === 'frozen_feed') {
    if (day === fault.firstDay) first.set(key, amountMinor)
    return first.get(key) ?? amountMinor
  }
  const days = fault.kind === 'slow_drift' ? day - fault.firstDay + 1 : 1
  return Math.max(1, Math.round(amountMinor * fault.factor ** days))
}

function note(running: Running, day: number): void {
  const { kind, scope, airline } = running.fault
  const { firstDay = day, changed = 0 } = running.label ?? {}
  running.label = { kind, scope, airline, firstDay, lastDay: day, changed: changed + 1 }
}
