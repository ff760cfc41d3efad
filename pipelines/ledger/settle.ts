/**
 * Compares the claims of a decision with the observed fares of its departure. A claim without
 * observations is censored: a departure that sold out or was cancelled was not cheap. Fares are
 * converted to the answer's currency at the answer's own rate, so that exchange rates neither help
 * nor harm a claim. The stopping rule of "wait": buy on the first day on which the lowest fare has
 * fallen by at least `minSavingMinor`, else on the last day before the deadline on which it is
 * observed. "buy" and "indifferent" pay the lowest fare of the decision. "wait" is right where that
 * rule paid less, "buy" where it did not.
 */

import { exchangedBy } from '../answers/evidence/answer-currency'
import type { Claims } from '../events/claims'
import { type Claimed, type DueClaim, decisionDay, toleranceDays } from './due-claims'
import type { SeenDay } from './fare-path'
import { windowGroup } from './groups'
import type { Verdict } from './verdict'

/** Share of a window's days that must be observed before an absence of change counts. */
export const LEAST_SEEN = 0.5
/** A fall of this share makes a price level "high" in hindsight. */
export const LEVEL_FALL = 0.05

/** `path` ascends by day and contains only days after the decision; the due claims have closed. */
export function settleClaims(
  claimed: Claimed,
  path: readonly SeenDay[],
  due: readonly DueClaim[]
): Verdict[] {
  const converted = inAnswersCurrency(path, claimed.claims)
  return due.flatMap((claim) => settleClaim(claimed, converted, claim))
}

function inAnswersCurrency(path: readonly SeenDay[], { conversion }: Claims): SeenDay[] {
  const exchanged = exchangedBy(conversion)
  return path.map(({ day, lowestMinor, medianMinor }) => ({
    day,
    lowestMinor: exchanged(lowestMinor),
    medianMinor: exchanged(medianMinor),
  }))
}

function settleClaim(claimed: Claimed, path: readonly SeenDay[], claim: DueClaim): Verdict[] {
  switch (claim.kind) {
    case 'interval':
      return settleInterval(claimed, path, claim.lastDay)
    case 'forecast':
      return settleForecast(claimed, path, claim.horizonDays)
    case 'level':
      return settleLevel(claimed, path, claim.lastDay)
    case 'advice':
      return settleAdvice(claimed, path, claim.lastDay)
  }
}

function settleInterval(claimed: Claimed, path: readonly SeenDay[], lastDay: number): Verdict[] {
  const { interval } = claimed.claims
  if (!interval) return []
  const { model, level, ruleMinor, lowMinor, midMinor, highMinor } = interval
  const { ruleLowMinor, ruleHighMinor } = interval
  const next = path.find(({ day }) => day <= lastDay)
  const horizonDays = next ? next.day - decisionDay(claimed) : lastDay - decisionDay(claimed)
  const claim = { measure: 'interval' as const, model, horizonDays, said: midMinor, level }
  const predicted = coverage({ ...claim, ruleMinor, lowMinor, highMinor }, next?.medianMinor)
  if (ruleLowMinor === undefined || ruleHighMinor === undefined) return [predicted]
  const rule = { ...claim, measure: 'rule' as const, said: ruleMinor }
  const bounds = { lowMinor: ruleLowMinor, highMinor: ruleHighMinor }
  return [predicted, coverage({ ...rule, ...bounds }, next?.medianMinor)]
}

function settleForecast(
  claimed: Claimed,
  path: readonly SeenDay[],
  horizonDays: number
): Verdict[] {
  const { forecast } = claimed.claims
  const day = forecast?.days.find((each) => each.horizonDays === horizonDays)
  if (!forecast || !day) return []
  const target = decisionDay(claimed) + horizonDays
  const realised = nearest(path, target, toleranceDays(horizonDays))
  const { model, level } = forecast
  const { lowMinor, midMinor, highMinor } = day
  const claim = { measure: 'forecast' as const, model, horizonDays, said: midMinor, level }
  return [coverage({ ...claim, lowMinor, highMinor }, realised?.lowestMinor)]
}

type Interval = Omit<Verdict, 'state'> & { readonly lowMinor: number; readonly highMinor: number }

function coverage(claim: Interval, realisedMinor: number | undefined): Verdict {
  if (realisedMinor === undefined) return { ...claim, state: 'censored' }
  const hit = claim.lowMinor <= realisedMinor && realisedMinor <= claim.highMinor
  return { ...claim, state: 'settled', realisedMinor, hit }
}

function settleLevel(claimed: Claimed, path: readonly SeenDay[], lastDay: number): Verdict[] {
  const { lowestMinor, priceLevel } = claimed.claims
  if (lowestMinor === undefined || !priceLevel) return []
  const horizonDays = lastDay - decisionDay(claimed)
  const claim = { measure: 'level' as const, model: '', horizonDays, priceLevel }
  const within = path.filter(({ day }) => day <= lastDay)
  if (!isSeenEnough(within, horizonDays)) return [{ ...claim, state: 'censored' }]
  const realisedMinor = lowestOf(within)
  const hit = realisedMinor <= lowestMinor * (1 - LEVEL_FALL)
  return [{ ...claim, state: 'settled', nowMinor: lowestMinor, realisedMinor, hit }]
}

function settleAdvice(claimed: Claimed, path: readonly SeenDay[], lastDay: number): Verdict[] {
  const { lowestMinor: nowMinor, advice } = claimed.claims
  if (nowMinor === undefined || !advice) return []
  const { model, action, minSavingMinor, dropProbability, confidence } = advice
  const days = lastDay - decisionDay(claimed)
  const within = path.filter(({ day }) => day <= lastDay)
  const about = { model, horizonDays: windowGroup(days), action, confidence, nowMinor }
  const drop = { ...about, measure: 'drop' as const, said: dropProbability }
  const right = { ...about, measure: 'advice' as const, said: confidence }
  const paid = { ...about, measure: 'paid' as const }
  if (!isSeenEnough(within, days)) {
    return [drop, right, paid]
      .filter(canBeWrong)
      .map((verdict) => ({ ...verdict, state: 'censored' as const }))
  }

  const realisedMinor = lowestOf(within)
  const clairvoyantMinor = Math.min(nowMinor, realisedMinor)
  const fallen = within.find(({ lowestMinor }) => isDrop(nowMinor, lowestMinor, minSavingMinor))
  const waitedMinor = paidAfterWaiting(fallen, within, lastDay, days)
  const paidMinor = action === 'wait' ? waitedMinor : nowMinor
  const verdicts: Verdict[] = [
    { ...drop, state: 'settled', realisedMinor, hit: fallen !== undefined },
    waitedMinor === undefined
      ? { ...right, state: 'censored' }
      : {
          ...right,
          state: 'settled',
          realisedMinor: waitedMinor,
          hit: (action === 'wait') === waitedMinor < nowMinor,
        },
    paidMinor === undefined
      ? { ...paid, state: 'censored' }
      : {
          ...paid,
          state: 'settled',
          realisedMinor: paidMinor,
          clairvoyantMinor,
          hit: paidMinor <= nowMinor,
        },
  ]
  return verdicts.filter(canBeWrong)
}

/** Without a probability, or with "indifferent", there is no claim that could be right or wrong. */
function canBeWrong({ measure, said, action }: Omit<Verdict, 'state'>): boolean {
  if (measure === 'paid') return true
  return said !== undefined && (measure === 'drop' || action !== 'indifferent')
}

/** With a least saving of 0, the fare must still be lower. */
function isDrop(nowMinor: number, lowestMinor: number, minSavingMinor: number): boolean {
  return lowestMinor < nowMinor && lowestMinor <= nowMinor - minSavingMinor
}

/**
 * Returns undefined when the fare was not observed near the deadline: the price paid is then
 * unknown.
 */
function paidAfterWaiting(
  fallen: SeenDay | undefined,
  within: readonly SeenDay[],
  lastDay: number,
  days: number
): number | undefined {
  if (fallen) return fallen.lowestMinor
  const last = within.at(-1)
  return last && last.day >= lastDay - toleranceDays(days) ? last.lowestMinor : undefined
}

function isSeenEnough(within: readonly SeenDay[], days: number): boolean {
  return within.length > 0 && within.length >= LEAST_SEEN * days
}

function lowestOf(within: readonly SeenDay[]): number {
  return Math.min(...within.map(({ lowestMinor }) => lowestMinor))
}

/** Finds the nearest day; of two equally near ones, the later. */
function nearest(path: readonly SeenDay[], target: number, tolerance: number): SeenDay | undefined {
  let best: SeenDay | undefined
  for (const each of path) {
    const distance = Math.abs(each.day - target)
    if (distance > tolerance) continue
    if (!best || distance <= Math.abs(best.day - target)) best = each
  }
  return best
}
