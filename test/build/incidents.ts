/** Findings and incidents for tests. */
import type { CauseFinding } from '../../pipelines/watch/causes/cause-finding'
import { followIncidents } from '../../pipelines/watch/causes/follow-incidents'
import type { Incident } from '../../pipelines/watch/causes/incident'

export const AT = Date.parse('2026-11-20T12:00:00Z')

export function aFinding(changes: Partial<CauseFinding> = {}): CauseFinding {
  return {
    market: 'LIS-JFK',
    airline: 'TP',
    family: 'price',
    class: 'mistake_fare',
    sign: 'off_level',
    at: AT,
    strength: 1.5,
    weight: 1.5,
    actual: 40,
    expected: 400,
    unit: 'EUR',
    scope: 'departure 2026-12-20',
    stake: { amountMinor: 36_000, currency: 'EUR' },
    ...changes,
  }
}

export function anIncident(
  findings: readonly CauseFinding[] = [aFinding()],
  id = 'inc_1'
): Incident {
  const [incident] = followIncidents([], findings, findings.at(-1)?.at ?? AT, () => id)
  if (!incident) throw new Error('no incident of these findings')
  return incident
}
