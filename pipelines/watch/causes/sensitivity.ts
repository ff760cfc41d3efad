/**
 * Limits that people's verdicts have moved. A suppressed incident raises the limit of its kind of
 * finding above what was seen, a confirmed one lowers it, each for a while.
 */
import { DAY_MS } from '../../../models/airline/calendar'
import type { CauseFinding, Family } from './cause-finding'
import type { Incident } from './incident'

export type Sensitivity = {
  readonly market: string
  readonly airline: string | undefined
  readonly family: Family
  /** Multiple of the usual limit: above 1 is quieter, below 1 more sensitive. */
  readonly factor: number
  readonly until: number
}

export const VERDICTS = ['suppressed', 'confirmed'] as const
export type Verdict = (typeof VERDICTS)[number]

const KEPT_MS = 90 * DAY_MS
/** A suppressed kind must become so much stronger than it was to be reported again. */
const QUIETER = 1.25
const KEENER = 0.85
/** Findings below this share of their limit are not kept, so no limit falls below it. */
export const LEAST_FACTOR = 0.7
const MOST_FACTOR = 1_000

/** Findings at or above the limit of their market, airline and family. */
export function audible(
  findings: readonly CauseFinding[],
  sensitivities: readonly Sensitivity[],
  now: number
): CauseFinding[] {
  const factors = new Map(
    sensitivities.filter(({ until }) => until > now).map((each) => [limitKey(each), each.factor])
  )
  return findings.filter((finding) => finding.strength >= (factors.get(limitKey(finding)) ?? 1))
}

/** The limits of an incident's markets after a verdict on it. */
export function learnVerdict(
  { family, airline, parts }: Incident,
  verdict: Verdict,
  known: readonly Sensitivity[],
  now: number
): Sensitivity[] {
  return parts.map(({ market, finding }) => {
    const own = { market, airline, family }
    const before =
      known.find((each) => limitKey(each) === limitKey(own) && each.until > now)?.factor ?? 1
    const factor =
      verdict === 'suppressed'
        ? Math.min(MOST_FACTOR, Math.max(before, finding.strength * QUIETER))
        : Math.max(LEAST_FACTOR, Math.min(1, before) * KEENER)
    return { ...own, factor, until: now + KEPT_MS }
  })
}

function limitKey({ market, airline = '', family }: Omit<Sensitivity, 'factor' | 'until'>): string {
  return `${market} ${airline} ${family}`
}
