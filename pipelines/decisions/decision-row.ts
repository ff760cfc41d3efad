/** The index row of a decision: its location, and the fields that settling needs. */

import { dayNumber, HOUR_MS } from '../../models/airline/calendar'
import type { DecisionEvent } from '../events/event'
import type { Scope } from '../events/scope'
import { decisionDay, nextVisit } from '../ledger/due-claims'
import { daysOutGroup } from '../ledger/groups'

export type DecisionRow = {
  readonly id: string
  readonly scope: Scope
  readonly resource: string
  readonly market: string
  readonly departureDate: string
  readonly daysOut: string
  readonly models: string
  readonly at: number
  readonly simulatedClock: boolean
  readonly rawKey: string
  readonly claims: string
  readonly state: 'open' | 'unclaimed'
  readonly dueAt: number | null
  readonly settledThrough: number
}

export function decisionRow(
  { id, at, market, departureDate, decision }: DecisionEvent,
  { scope, rawKey }: Pick<DecisionRow, 'scope' | 'rawKey'>
): DecisionRow {
  const claimed = { at, departureDate, claims: decision.claims }
  const dueAt = nextVisit(claimed, at) ?? null
  return {
    id,
    scope,
    resource: decision.resource,
    market,
    departureDate,
    daysOut: daysOutGroup(dayNumber(departureDate) - decisionDay({ at })),
    models: modelList(Object.values(decision.models).map(({ name }) => name)),
    at,
    simulatedClock: decision.simulatedClock === true,
    rawKey,
    claims: JSON.stringify(decision.claims),
    state: dueAt === null ? 'unclaimed' : 'open',
    dueAt,
    settledThrough: at,
  }
}

/** Encloses each name in line ends, so that a search for a name with both matches it exactly. */
export function modelList(names: readonly string[]): string {
  return names.length === 0 ? '' : `\n${[...new Set(names)].sort().join('\n')}\n`
}

export function modelsIn(list: string): string[] {
  return list.split('\n').filter((name) => name !== '')
}

/** Whether the clock is so far from the wall clock that a test key must have chosen it. */
export function hasSimulatedClock(at: number, wallNow: number): boolean {
  return Math.abs(at - wallNow) > 2 * HOUR_MS
}
