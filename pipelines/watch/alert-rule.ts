/**
 * Rules of an account: a measure, a limit, and the level at which it is over again. The two levels
 * differ, so that a value that trembles at the limit raises one alert.
 */
import { z } from 'zod'
import { IsoDay } from '../../models/airline/calendar'
import { Market } from '../../models/airline/market'
import { minorDigits } from '../../models/airline/money'
import { Cabin } from '../../models/airline/trip'
import { INCIDENT_CLASSES } from './causes/cause-finding'
import type { Incident } from './causes/incident'
import { PRIORITIES } from './causes/priority'

const WatchedTrip = {
  market: Market,
  departure_date: IsoDay,
  round_trip: z.boolean().default(false),
  cabin: Cabin.default('economy'),
  currency: z
    .string()
    .refine((code) => minorDigits(code) !== undefined, 'must be an ISO 4217 code, such as EUR'),
}

export const AlertCondition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('target_price'),
    ...WatchedTrip,
    /** In the currency's main unit. */
    amount: z.number().positive(),
  }),
  z.strictObject({
    kind: z.literal('price_drop'),
    ...WatchedTrip,
    percent: z.number().min(1).max(90),
  }),
  z.strictObject({
    kind: z.literal('dead_letters'),
    count: z.int().min(1),
  }),
  z.strictObject({
    kind: z.literal('incident'),
    /** All where absent. */
    classes: z.array(z.enum(INCIDENT_CLASSES)).min(1).optional(),
    market: Market.optional(),
    /** Incidents that are less urgent are left out. */
    least_severity: z.enum(PRIORITIES).default('P4'),
  }),
])
export type AlertCondition = Readonly<z.infer<typeof AlertCondition>>
/** A condition on one number; an incident raises an alert of its own. */
export type MeasuredCondition = Exclude<AlertCondition, { kind: 'incident' }>
export type IncidentCondition = Extract<AlertCondition, { kind: 'incident' }>

/** A value beyond `raise` raises; only one beyond `clear` resolves. */
export type Levels = { readonly raise: number; readonly clear: number; readonly isBelow: boolean }

/** A fare may move by so much above its target before the alert is over. */
const TARGET_SLACK = 1.02

export function levelsOf(condition: MeasuredCondition): Levels {
  switch (condition.kind) {
    case 'target_price':
      return {
        raise: condition.amount,
        clear: condition.amount * TARGET_SLACK,
        isBelow: true,
      }
    case 'price_drop':
      return { raise: condition.percent, clear: condition.percent / 2, isBelow: false }
    case 'dead_letters':
      return { raise: condition.count, clear: condition.count / 2, isBelow: false }
  }
}

/** Whether the alert is raised now, given that it was or was not. */
export function isRaised({ raise, clear, isBelow }: Levels, value: number, was: boolean): boolean {
  if (isBelow) return was ? value <= clear : value <= raise
  return was ? value > clear : value >= raise
}

/** Whether a rule is about an incident, whatever its state. */
export function watchesIncident(
  { classes, market, least_severity }: IncidentCondition,
  incident: Pick<Incident, 'class' | 'severity' | 'parts'>
): boolean {
  if (classes && !classes.includes(incident.class)) return false
  if (market !== undefined && !incident.parts.some((part) => part.market === market)) return false
  return PRIORITIES.indexOf(incident.severity) <= PRIORITIES.indexOf(least_severity)
}
