/**
 * The gate before a version answers: on one time-forward window it must be better than the champion and
 * better than the plain rule, each with an interval that excludes 0; its golden rows must come out
 * equal, and no data-quality check of the account may fail. A refusal states every reason.
 */
import { DAY_MS } from '../../models/airline/calendar'
import { GOLDEN_TOLERANCE } from '../../models/runtime/golden'
import {
  FEWEST_UNITS,
  type PairedInterval,
  pairedInterval,
} from '../../models/statistics/paired-interval'
import type { ComparedUnit, Comparison } from './comparison'

/** Evidence of an older window says little about today's fares. */
const OLDEST_WINDOW_DAYS = 45

export const REFUSALS = [
  'no-comparison',
  'champion-changed',
  'window-too-old',
  'too-few-units',
  'not-better-than-champion',
  'not-better-than-rule',
  'golden-differs',
  'data-quality-fails',
] as const
export type Refusal = { readonly code: (typeof REFUSALS)[number]; readonly detail: string }

export type GateContext = {
  /** The version that answers now; undefined where the plain rule does. */
  readonly champion: string | undefined
  /** Greatest difference of an engine's outputs from the golden rows; NaN where none could run. */
  readonly goldenDifference: number
  /** Subjects of data-quality checks that fail, such as "price_offers.uniqueness". */
  readonly failingChecks: readonly string[]
  readonly now: number
}

export type Compared = PairedInterval & {
  /** Mean losses a row. */
  readonly candidateLoss: number
  readonly otherLoss: number
}

export type Verdict = {
  readonly passes: boolean
  readonly refusals: readonly Refusal[]
  readonly againstChampion: Compared | undefined
  readonly againstRule: Compared | undefined
}

export function gateVerdict(comparison: Comparison | undefined, context: GateContext): Verdict {
  const refusals = [...goldenRefusals(context), ...qualityRefusals(context)]
  if (!comparison) {
    const detail = 'The version has no comparison; train it with --from-lake, which writes one.'
    refusals.push({ code: 'no-comparison', detail })
    return { passes: false, refusals, againstChampion: undefined, againstRule: undefined }
  }
  refusals.push(...windowRefusals(comparison, context))
  const againstRule = compared(comparison.units, 'rule')
  const againstChampion =
    comparison.champion === null ? undefined : compared(comparison.units, 'champion')
  if (!againstRule) {
    const found = `${comparison.units.length} clusters were compared; ${FEWEST_UNITS} are needed.`
    refusals.push({ code: 'too-few-units', detail: found })
  }
  if (againstRule && !(againstRule.high < 0)) {
    refusals.push(notBetter('not-better-than-rule', 'the plain rule', comparison, againstRule))
  }
  if (againstChampion && !(againstChampion.high < 0)) {
    const name = `the champion ${comparison.champion}`
    refusals.push(notBetter('not-better-than-champion', name, comparison, againstChampion))
  }
  return { passes: refusals.length === 0, refusals, againstChampion, againstRule }
}

function compared(
  units: readonly ComparedUnit[],
  other: 'champion' | 'rule'
): Compared | undefined {
  const interval = pairedInterval(
    units.map((unit) => ({ n: unit.n, difference: unit.candidate - unit[other] }))
  )
  if (!interval) return undefined
  const rows = units.reduce((sum, { n }) => sum + n, 0)
  const mean = (key: 'candidate' | 'champion' | 'rule') =>
    units.reduce((sum, unit) => sum + unit[key], 0) / rows
  return { ...interval, candidateLoss: mean('candidate'), otherLoss: mean(other) }
}

function notBetter(
  code: Refusal['code'],
  name: string,
  { measure }: Comparison,
  { candidateLoss, otherLoss, low, high, units }: Compared
): Refusal {
  const losses = `${candidateLoss.toFixed(4)} against ${otherLoss.toFixed(4)}`
  const interval = `the difference lies between ${low.toFixed(4)} and ${high.toFixed(4)}`
  return {
    code,
    detail: `Not better than ${name} (${measure}, ${units} clusters): ${losses}; ${interval}, which does not exclude 0.`,
  }
}

function windowRefusals(comparison: Comparison, { champion, now }: GateContext): Refusal[] {
  const refusals: Refusal[] = []
  if ((comparison.champion ?? undefined) !== champion) {
    const names = `${comparison.champion ?? 'the plain rule'}; ${champion ?? 'the plain rule'}`
    const detail = `It was compared with ${names} answers now: compare again.`
    refusals.push({ code: 'champion-changed', detail })
  }
  if (Date.parse(comparison.window.until) < now - OLDEST_WINDOW_DAYS * DAY_MS) {
    const detail = `The comparison ended ${comparison.window.until}, more than ${OLDEST_WINDOW_DAYS} days ago.`
    refusals.push({ code: 'window-too-old', detail })
  }
  return refusals
}

function goldenRefusals({ goldenDifference }: GateContext): Refusal[] {
  if (goldenDifference <= GOLDEN_TOLERANCE) return []
  const detail = `Outputs differ by ${goldenDifference} from the golden rows; ${GOLDEN_TOLERANCE} is allowed.`
  return [{ code: 'golden-differs', detail }]
}

function qualityRefusals({ failingChecks }: GateContext): Refusal[] {
  if (failingChecks.length === 0) return []
  const detail = `Data-quality checks fail: ${failingChecks.join(', ')}.`
  return [{ code: 'data-quality-fails', detail }]
}
