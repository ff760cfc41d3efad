/** The form of an incident in the API. */
import { z } from '@hono/zod-openapi'
import { Money, moneyWire } from '../../../pipelines/answers/evidence/money-wire'
import { INCIDENT_CLASSES } from '../../../pipelines/watch/causes/cause-finding'
import { INCIDENT_STATES, type IncidentPart } from '../../../pipelines/watch/causes/incident'
import { moneyAtStake } from '../../../pipelines/watch/causes/money-at-stake'
import { PRIORITIES } from '../../../pipelines/watch/causes/priority'
import { incidentReason } from '../../../pipelines/watch/causes/reason'
import { instantOrNull } from '../../http/instant'
import type { StoredIncident } from '../../storage/anomalies/incident-rows'

const Evidence = z.object({
  market: z.string(),
  sign: z.string().openapi({ description: 'The sign of the watch or the doubt of the gate' }),
  actual: z.number().nullable(),
  expected: z.number().nullable(),
  unit: z.string().openapi({ description: 'Of both values', example: 'EUR' }),
  scope: z.string().openapi({ description: 'Flight or departures; empty for the whole feed' }),
  strength: z.number().openapi({ description: 'Ratio to the usual limit' }),
  first_seen_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
})

export const AnomalyWire = z
  .object({
    id: z.string(),
    class: z.enum(INCIDENT_CLASSES),
    state: z.enum(INCIDENT_STATES),
    severity: z.enum(PRIORITIES).openapi({ description: 'P1 is most urgent' }),
    airline: z.string().nullable(),
    markets: z.array(z.string()),
    opened_at: z.iso.datetime(),
    last_seen_at: z.iso.datetime(),
    resolved_at: z.iso.datetime().nullable(),
    verdict_at: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'Last :ack, :suppress or :confirm' }),
    money_at_stake: Money.nullable().openapi({
      description:
        'Difference from the usual fare over all searches that showed it, times the bookings a search of 30 days; ' +
        'without observed bookings over all searches, which is an upper bound. null where no amount is known',
    }),
    reason: z.string(),
    evidence: z
      .array(Evidence)
      .openapi({ description: 'One entry a market, the strongest finding' }),
  })
  .openapi('Anomaly')

export function anomalyWire(incident: StoredIncident): z.infer<typeof AnomalyWire> {
  const stake = moneyAtStake(incident)
  return {
    id: incident.id,
    class: incident.class,
    state: incident.state,
    severity: incident.severity,
    airline: incident.airline ?? null,
    markets: incident.parts.map(({ market }) => market),
    opened_at: new Date(incident.openedAt).toISOString(),
    last_seen_at: new Date(incident.lastSeenAt).toISOString(),
    resolved_at: instantOrNull(incident.resolvedAt ?? null),
    verdict_at: instantOrNull(incident.verdictAt),
    money_at_stake: stake ? moneyWire(stake.amountMinor, stake.currency) : null,
    reason: incidentReason(incident),
    evidence: incident.parts.map(evidenceOf),
  }
}

function evidenceOf({ market, finding, firstSeenAt, lastSeenAt }: IncidentPart) {
  const { sign, actual = null, expected = null, unit, scope, strength } = finding
  return {
    market,
    sign,
    actual,
    expected,
    unit,
    scope,
    strength: Number(strength.toFixed(3)),
    first_seen_at: new Date(firstSeenAt).toISOString(),
    last_seen_at: new Date(lastSeenAt).toISOString(),
  }
}
