/** An incident: findings of one cause, over the markets that share it, from its opening to its end. */
import { HOUR_MS } from '../../../models/airline/calendar'
import type { CauseFinding, Family, IncidentClass, Stake } from './cause-finding'
import { PRIORITIES, type Priority } from './priority'

/** "resolved" is the end; the others are open, as a person has left them. */
export const INCIDENT_STATES = [
  'open',
  'acknowledged',
  'confirmed',
  'suppressed',
  'resolved',
] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** The share of one market in an incident. */
export type IncidentPart = {
  readonly market: string
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  /** The finding of most weight. */
  readonly finding: CauseFinding
  /** The greatest one seen; undefined where no amount is known. */
  readonly stake: Stake | undefined
}

export type Incident = {
  readonly id: string
  readonly family: Family
  readonly airline: string | undefined
  readonly class: IncidentClass
  readonly state: IncidentState
  readonly severity: Priority
  readonly openedAt: number
  readonly lastSeenAt: number
  readonly resolvedAt: number | undefined
  readonly parts: readonly IncidentPart[]
}

/** An incident is over when it was not seen for so long: findings of a day come at any hour of it. */
export const QUIET_MS = 36 * HOUR_MS

export function isOver({ lastSeenAt }: Pick<Incident, 'lastSeenAt'>, now: number): boolean {
  return now - lastSeenAt > QUIET_MS
}

const SEVERITIES: Readonly<Record<IncidentClass, Priority>> = {
  mistake_fare: 'P2',
  currency_error: 'P2',
  decimal_error: 'P2',
  missing_tax: 'P3',
  feed_outage: 'P3',
  data_error: 'P3',
  demand_shock: 'P3',
  schedule_change: 'P4',
  competitor_sale: 'P4',
}
/** So many markets make an incident one step more urgent. */
const MANY_MARKETS = 3

export function severityOf(cause: IncidentClass, markets: number): Priority {
  const usual = SEVERITIES[cause]
  if (markets < MANY_MARKETS) return usual
  return PRIORITIES[Math.max(0, PRIORITIES.indexOf(usual) - 1)] ?? usual
}
