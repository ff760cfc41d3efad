/** Figures of one panel: true offers in quarantine, injected faults found, false incidents. */
import { DAY_MS, dayNumberAt } from '../../models/airline/calendar'
import { falseIncidents, foundFaults } from '../../pipelines/training/anomaly/judge-findings'
import type { Finding } from '../../pipelines/watch/incidents'
import type { AnomalyData } from '../training/anomaly/anomaly-data'
import { gateFindings, watchFindings } from './online-findings'

export const DETECTORS = ['gate', 'watch', 'both'] as const
export type Detector = (typeof DETECTORS)[number]

export type PanelFigures = {
  readonly data: string
  readonly markets: number
  readonly months: number
  /** Offers of the panel as it is, and how many of them were kept in quarantine. */
  readonly offers: number
  readonly quarantined: number
  readonly detectors: Readonly<Record<Detector, DetectorFigures>>
}

export type DetectorFigures = {
  readonly faults: number
  readonly found: number
  readonly byKind: Readonly<Record<string, { readonly faults: number; readonly found: number }>>
  /** A market and month, in the panel as it is. */
  readonly falseIncidents: number
}

/** Days without findings, while feeds are learned. */
const LEARN_DAYS = 10
const MONTH_DAYS = 30

export function panelFigures(
  data: AnomalyData,
  { seed, say }: { readonly seed: number; readonly say: (text: string) => void }
): PanelFigures {
  const events = data.clean()
  const firstDay = dayNumberAt(events[0]?.at ?? 0) + LEARN_DAYS
  const later = ({ at }: Finding) => at >= firstDay * DAY_MS
  say(`${data.data}: the panel as it is`)
  const gate = gateFindings(events, data.scopeOf)
  const clean = byDetector(
    gate.findings.filter(later),
    watchFindings(events, data.scopeOf).filter(later)
  )
  const markets = new Set(events.map(data.scopeOf)).size
  const days = data.lastDay - firstDay + 1

  const found = data.faulty(200 + seed, data.testFrom, data.lastDay).map((faulty, index) => {
    say(`${data.data}: faults of replica ${index + 1}`)
    const labels = faulty.labels.filter(({ firstDay: from }) => from >= data.testFrom)
    const findings = byDetector(
      gateFindings(faulty.events, data.scopeOf).findings,
      watchFindings(faulty.events, data.scopeOf)
    )
    return (detector: Detector) => foundFaults(labels, findings[detector])
  })
  const figuresOf = (detector: Detector): DetectorFigures => ({
    ...pooled(found.map((figures) => figures(detector))),
    falseIncidents: falseIncidents(clean[detector], [], { markets, days }),
  })
  return {
    data: data.data,
    markets,
    months: (markets * days) / MONTH_DAYS,
    offers: gate.offers,
    quarantined: gate.quarantined,
    detectors: { gate: figuresOf('gate'), watch: figuresOf('watch'), both: figuresOf('both') },
  }
}

function byDetector(
  gate: readonly Finding[],
  watch: readonly Finding[]
): Readonly<Record<Detector, readonly Finding[]>> {
  const both = [...gate, ...watch].map((finding) => ({ ...finding, at: startOfDay(finding.at) }))
  return { gate: both.slice(0, gate.length), watch: both.slice(gate.length), both }
}

/** Labels of faults are days. */
export function startOfDay(at: number): number {
  return dayNumberAt(at) * DAY_MS
}

export function pooled(
  all: readonly Pick<DetectorFigures, 'byKind'>[]
): Omit<DetectorFigures, 'falseIncidents'> {
  const byKind: Record<string, { faults: number; found: number }> = {}
  for (const [kind, own] of all.flatMap(({ byKind: kinds }) => Object.entries(kinds))) {
    const sum = byKind[kind] ?? { faults: 0, found: 0 }
    byKind[kind] = { faults: sum.faults + own.faults, found: sum.found + own.found }
  }
  const kinds = Object.values(byKind)
  return {
    byKind,
    faults: kinds.reduce((sum, { faults }) => sum + faults, 0),
    found: kinds.reduce((sum, { found }) => sum + found, 0),
  }
}
