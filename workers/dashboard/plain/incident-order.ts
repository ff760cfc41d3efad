/** Incidents as a work queue: those that need somebody, the most money first. */
import type { Schema } from './api-types'

export type Incident = Schema['Anomaly']
const NEEDS: readonly Incident['state'][] = ['open', 'acknowledged', 'confirmed']

/** Open before acknowledged before the rest; then by money at stake, then the newest. */
export function queued(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.toSorted(
    (a, b) =>
      placeOf(a.state) - placeOf(b.state) ||
      stakeOf(b) - stakeOf(a) ||
      b.last_seen_at.localeCompare(a.last_seen_at)
  )
}

function placeOf(state: Incident['state']): number {
  const at = NEEDS.indexOf(state)
  return at < 0 ? NEEDS.length : at
}

/** Money at stake; an incident without any counts as nothing. */
export function stakeOf({ money_at_stake }: Incident): number {
  return money_at_stake ? Number(money_at_stake.amount) : 0
}

/** The row `step` away from the selected one, kept within the list. */
export function stepped(ids: readonly string[], selected: string, step: number): string {
  const at = Math.max(0, ids.indexOf(selected))
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? ''
}
