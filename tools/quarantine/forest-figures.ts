/** Faults that the Isolation Forest would add to the gate's, within the share of true offers that may be kept. */
import { foundFaults } from '../../pipelines/training/anomaly/judge-findings'
import type { Finding } from '../../pipelines/watch/incidents'
import type { AnomalyData } from '../training/anomaly/anomaly-data'
import type { openAnomaly } from '../training/anomaly/anomaly-rows'
import { forestFindings, forestOffers, strengthFor } from './forest-offers'
import { gateFindings } from './online-findings'
import { startOfDay } from './panel-figures'

export type ForestFigures = {
  readonly data: string
  readonly offers: number
  /** True offers that the gate keeps, and how many more the forest may keep. */
  readonly gateKept: number
  readonly mayKeep: number
  /** Least strength of a finding; infinite where none fits. */
  readonly strength: number
  readonly faults: number
  readonly foundByGate: number
  readonly foundByBoth: number
}

/** Share of true offers that may be kept in quarantine. */
const MOST_TRUE = 0.001

export async function forestFigures(
  data: AnomalyData,
  forest: ReturnType<typeof openAnomaly>,
  { seed, say }: { readonly seed: number; readonly say: (text: string) => void }
): Promise<ForestFigures> {
  say(`${data.data}: the panel as it is`)
  const events = data.clean()
  const gate = gateFindings(events, data.scopeOf)
  const mayKeep = Math.max(0, Math.floor(MOST_TRUE * gate.offers) - gate.quarantined)
  const strength = strengthFor(await forestOffers(events, data.scopeOf, forest), mayKeep)
  let [faults, foundByGate, foundByBoth] = [0, 0, 0]
  for (const faulty of data.faulty(200 + seed, data.testFrom, data.lastDay)) {
    say(`${data.data}: faults`)
    const labels = faulty.labels.filter(({ firstDay }) => firstDay >= data.testFrom)
    const own = gateFindings(faulty.events, data.scopeOf).findings
    const judged = await forestOffers(faulty.events, data.scopeOf, forest)
    const more = forestFindings(judged, strength)
    const alone = foundFaults(labels, byDay(own))
    faults += alone.faults
    foundByGate += alone.found
    foundByBoth += foundFaults(labels, byDay([...own, ...more])).found
  }
  const { offers, quarantined: gateKept } = gate
  return { data: data.data, offers, gateKept, mayKeep, strength, faults, foundByGate, foundByBoth }
}

function byDay(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, at: startOfDay(finding.at) }))
}
