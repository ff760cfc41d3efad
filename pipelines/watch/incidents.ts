/**
 * Findings on one airline of a market with the same sign, each at most a day after the one before,
 * are one incident. Airlines are separate: joined, they would form one endless incident.
 */

import { DAY_MS } from '../../models/airline/calendar'
import type { Sign } from '../../models/anomaly/gate'

export type Finding = {
  readonly scope: string
  readonly airline: string
  readonly sign: Sign
  /** Epoch ms. */
  readonly at: number
  readonly score: number
}

export type Incident = {
  readonly scope: string
  readonly sign: Sign
  readonly airline: string
  readonly from: number
  readonly to: number
  readonly findings: number
  /** Score of its strongest finding. */
  readonly score: number
}

const APART_MS = DAY_MS

export function incidentsOf(findings: readonly Finding[]): Incident[] {
  const open = new Map<string, Incident>()
  const closed: Incident[] = []
  for (const finding of findings.toSorted((a, b) => a.at - b.at)) {
    const key = `${finding.scope}/${finding.airline}/${finding.sign}`
    const last = open.get(key)
    if (last && finding.at - last.to <= APART_MS) {
      open.set(key, joined(last, finding))
    } else {
      if (last) closed.push(last)
      open.set(key, begun(finding))
    }
  }
  return [...closed, ...open.values()].sort((a, b) => a.from - b.from)
}

function begun({ scope, sign, airline, at, score }: Finding): Incident {
  return { scope, sign, airline, from: at, to: at, findings: 1, score }
}

function joined(incident: Incident, { at, score }: Finding): Incident {
  return {
    ...incident,
    to: at,
    findings: incident.findings + 1,
    score: Math.max(incident.score, score),
  }
}
