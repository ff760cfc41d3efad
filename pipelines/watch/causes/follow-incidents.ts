/**
 * Follows incidents: a finding joins the open incident of its cause or opens one, and an incident that
 * is no longer seen is resolved. Repeating the same findings changes nothing.
 */
import type { CauseFinding, IncidentClass, Stake } from './cause-finding'
import { type Incident, type IncidentPart, isOver, QUIET_MS, severityOf } from './incident'

/** An incident of a broad cause names so many markets. */
const MOST_MARKETS = 100

/** Returns the incidents that are new or have changed; `newId` is called once for each new one. */
export function followIncidents(
  open: readonly Incident[],
  findings: readonly CauseFinding[],
  now: number,
  newId: () => string
): Incident[] {
  const before = new Map(open.map((incident) => [incident.id, incident]))
  const incidents = [...open]
  for (const finding of findings.toSorted((a, b) => a.at - b.at)) {
    if (isOver({ lastSeenAt: finding.at }, now)) continue
    const at = homeOf(incidents, finding)
    const home = incidents[at]
    if (home) incidents[at] = joined(home, finding)
    else incidents.push(opened(finding, newId()))
  }
  return incidents
    .map((incident) => (isOver(incident, now) ? resolved(incident) : incident))
    .filter((incident) => before.get(incident.id) !== incident)
}

/** Index of the incident that a finding belongs to; -1 when there is none. */
function homeOf(incidents: readonly Incident[], finding: CauseFinding): number {
  const own = incidents.findIndex(
    (each) => isNear(each, finding) && each.parts.some(({ market }) => market === finding.market)
  )
  if (own >= 0) return own
  return incidents.findIndex(
    (each) =>
      isNear(each, finding) &&
      each.class === finding.class &&
      each.parts.length < MOST_MARKETS &&
      isCorrelated(each, finding)
  )
}

function isNear(incident: Incident, { family, airline, at }: CauseFinding): boolean {
  return (
    incident.family === family &&
    incident.airline === airline &&
    at - incident.lastSeenAt <= QUIET_MS &&
    incident.openedAt - at <= QUIET_MS
  )
}

/** Markets of one airline share its cause; others only with an airport in common and the same direction. */
function isCorrelated({ airline, parts }: Incident, finding: CauseFinding): boolean {
  const isSameWay = parts.every((part) => signOf(part.finding) === signOf(finding))
  if (!isSameWay) return false
  if (airline !== undefined) return true
  const ends = finding.market.split('-')
  return parts.some(({ market }) => market.split('-').some((end) => ends.includes(end)))
}

function signOf({ actual, expected }: CauseFinding): number {
  return actual === undefined || expected === undefined ? 0 : Math.sign(actual - expected)
}

function opened(finding: CauseFinding, id: string): Incident {
  const { family, airline, at } = finding
  return {
    id,
    family,
    airline,
    class: finding.class,
    state: 'open',
    severity: severityOf(finding.class, 1),
    openedAt: at,
    lastSeenAt: at,
    resolvedAt: undefined,
    parts: [partOf(finding)],
  }
}

function partOf(finding: CauseFinding): IncidentPart {
  const { market, at, stake } = finding
  return { market, firstSeenAt: at, lastSeenAt: at, finding, stake }
}

function joined(incident: Incident, finding: CauseFinding): Incident {
  const at = incident.parts.findIndex(({ market }) => market === finding.market)
  const known = incident.parts[at]
  const part = known ? merged(known, finding) : partOf(finding)
  if (part === known) return incident
  const parts = known
    ? incident.parts.map((each) => (each === known ? part : each))
    : [...incident.parts, part]
  const cause = causeOf(parts)
  return {
    ...incident,
    class: cause,
    severity: severityOf(cause, parts.length),
    openedAt: Math.min(incident.openedAt, finding.at),
    lastSeenAt: Math.max(incident.lastSeenAt, finding.at),
    parts,
  }
}

/** Returns the same object when the finding adds nothing. */
function merged(part: IncidentPart, finding: CauseFinding): IncidentPart {
  const isStronger = finding.weight > part.finding.weight
  const isLater = finding.at > part.lastSeenAt
  const stake = greater(part.stake, finding.stake)
  if (!isStronger && !isLater && stake === part.stake) return part
  return {
    market: part.market,
    firstSeenAt: Math.min(part.firstSeenAt, finding.at),
    lastSeenAt: Math.max(part.lastSeenAt, finding.at),
    finding: isStronger ? finding : part.finding,
    stake,
  }
}

function greater(known: Stake | undefined, other: Stake | undefined): Stake | undefined {
  if (!known || !other) return known ?? other
  return known.currency !== other.currency || known.amountMinor >= other.amountMinor ? known : other
}

/** The class with the most weight over all markets. */
function causeOf(parts: readonly IncidentPart[]): IncidentClass {
  const weights = new Map<IncidentClass, number>()
  for (const { finding } of parts) {
    weights.set(finding.class, (weights.get(finding.class) ?? 0) + finding.weight)
  }
  const [first = ['data_error', 0] as const, ...others] = weights
  return others.reduce((best, each) => (each[1] > best[1] ? each : best), first)[0]
}

function resolved(incident: Incident): Incident {
  return { ...incident, state: 'resolved', resolvedAt: incident.lastSeenAt + QUIET_MS }
}
