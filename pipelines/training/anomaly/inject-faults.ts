/**
 * Injects planned faults into searches and labels the changes. A label covers the days on which an offer
 * was changed; a fault that changed no offer has no label.
 */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../events/event'
import type { Offer } from '../../events/offer'
import { fareKey } from '../../features/anomaly/anomaly-feed'
import type { FaultKind } from '../../simulator/pricing/truth'
import type { PlannedFault } from './fault-plan'

export type FaultLabel = {
  readonly kind: FaultKind
  readonly scope: string
  readonly airline: string
  /** First and last day number on which the fault changed an offer. */
  readonly firstDay: number
  readonly lastDay: number
  /** Number of changed or removed offers. */
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

/** Takes events in event-time order; returns those without a fault unchanged. */
export function injectFaults(
  events: Iterable<SearchEvent>,
  faults: readonly PlannedFault[],
  scopeOf: (event: SearchEvent) => string
): Injected {
  const running = Map.groupBy(
    faults.map((fault): Running => ({ fault, first: new Map() })),
    ({ fault }) => fault.scope
  )
  const injected = Array.from(events, (event) => {
    const scope = running.get(scopeOf(event))
    return scope ? faultyEvent(event, scope) : event
  })
  const labels = [...running.values()].flat().flatMap(({ label }) => label ?? [])
  return { events: injected, labels }
}

function faultyEvent(event: SearchEvent, running: readonly Running[]): SearchEvent {
  const day = dayNumberAt(event.at)
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

/** Returns the fare with the fault; undefined when the offer is removed. */
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
