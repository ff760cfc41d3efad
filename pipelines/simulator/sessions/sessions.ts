/**
 * Events of the sessions that partners observe: a search with its slate, impressions, clicks, price
 * changes at the click, bookings and outcomes.
 */

import type { MarketDate, SeenParty } from '../pricing/market-date'
import type { MarketPlan } from '../pricing/market-plan'
import { lowestFare } from '../pricing/panel'
import type { ShopperTruth } from '../pricing/truth'
import { askingLevel } from '../world/daily-demand'
import { lookersOf } from './lookers'
import { sessionEvents } from './session-events'
import type { SimulatedEvent } from './simulated-event'

export type Sessions = {
  readonly events: readonly SimulatedEvent[]
  readonly shoppers: readonly ShopperTruth[]
}

type Run = { readonly plan: MarketPlan; readonly units: ReadonlyMap<number, MarketDate> }
type SeenDay = { readonly unit: MarketDate; readonly parties: readonly SeenParty[] }

export function sessionsOf(day: number, runs: readonly Run[], seen: readonly SeenDay[]): Sessions {
  const events: SimulatedEvent[] = []
  const shoppers: ShopperTruth[] = []
  const unitsOf = new Map(runs.map(({ plan, units }) => [plan, units]))
  const emit = (unit: MarketDate, party: SeenParty, name: string) => {
    const session = sessionEvents(unit, party, name, (nights) => {
      const back = unitsOf.get(unit.plan)?.get(unit.date + nights)
      return back && lowestFare(back, day)?.price
    })
    events.push(...session.events)
    shoppers.push(session.truth)
  }
  for (const { unit, parties } of seen) {
    for (const party of parties)
      emit(unit, party, `${unit.plan.market.market}/${unit.date}/${party.number}`)
  }
  for (const { plan, units } of runs) {
    const level = askingLevel(plan.seed, plan.market.market, day)
    for (const { unit, party, name } of lookersOf(plan, units, day, level)) emit(unit, party, name)
  }
  return { events: inOrder(events), shoppers }
}

function inOrder(events: readonly SimulatedEvent[]): SimulatedEvent[] {
  return events
    .map((event) => ({ at: Date.parse(event.timestamp), event }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event)
}
