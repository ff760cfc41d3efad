/**
 * Holds the claims of a decision to what was seen of its departure. What was not seen is censored:
 * a departure that sold out or was cancelled was not cheap. Fares are told in the answer's currency
 * at the answer's own rate, so that exchange rates neither help nor harm a claim.
 *
 * The stated stopping rule of "wait": buy on the first day on which the lowest fare has fallen by at
 * least `minSavingMinor`, else on the last day before the deadline on which it is seen. "buy" and
 * "indifferent" pay the lowest fare of the decision. "wait" is right where so waiting paid less than
 * that, "buy" where it did not.
 */

import { exchangedBy } from '../answers/evidence/answer-currency'
import type { Claims } from '../events/claims'
import { type Claimed, decisionDay, type Leg, toleranceDays } from './due-claims'
import type { SeenDay } from './fare-path'
import { windowGroup } from './groups'
import type { Verdict } from './verdict'

/** Of the days of a window, so many must have been seen to say that something did not happen. */
export const LEAST_SEEN = 0.5
/** A fall that makes a price level "high" in hindsight. */
export const LEVEL_FALL = 0.05

/** `path` ascends by day and holds days after the decision only; legs that closed. */
export function settleClaims(
  claimed: Claimed,
  path: readonly SeenDay[],
  legs: readonly Leg[]
): Verdict[] {
  const told = inAnswersCurrency(path, claimed.claims)
  return legs.flatMap((leg) => settleLeg(claimed, told, leg))
}

function inAnswersCurrency(path: readonly SeenDay[], { conversion }: Claims): SeenDay[] {
  const exchanged = exchangedBy(conversion)
  return path.map(({ day, lowestMinor, medianMinor }) => ({
    day,
    lowestMinor: exchanged(lowestMinor),
    medianMinor: exchanged(medianMinor),
  }))
}

function settleLeg(claimed: Claimed, path: readonly SeenDay[], leg: Leg): Verdict[] {
  switch (leg.kind) {
    case 'interval':
      return settleInterval(claimed, path, leg.lastDay)
    case 'forecast':
      return settleForecast(claimed, path, leg.horizonDays)
    case 'level':
      return settleLevel(claimed, path, leg.lastDay)
    case 'advice':
      return settleAdvice(claimed, path, leg.lastDay)
  }
}

function settleInterval(claimed: Claimed, path: readonly SeenDay[], lastDay: number): Verdict[] {
  const { interval } = claimed.claims
  if (!interval) return []
  const { model, level, lowMinor, midMinor, highMinor } = interval
  const next = path.find(({ day }) => day <= lastDay)
  const horizonDays = next ? next.day - decisionDay(claimed) : lastDay - decisionDay(claimed)
  const said = { measure: 'interval' as const, model, horizonDays, said: midMinor, level }
  return [held({ ...said, lowMinor, highMinor }, next?.medianMinor)]
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
  const said = { measure: 'forecast' as const, model, horizonDays, said: midMinor, level }
  return [held({ ...said, lowMinor, highMinor }, realised?.lowestMinor)]
}

type Interval = Omit<Verdict, 'state'> & { readonly lowMinor: number; readonly highMinor: number }

function held(said: Interval, realisedMinor: number | undefined): Verdict {
  if (realisedMinor === undefined) return { ...said, state: 'censored' }
  const hit = said.lowMinor <= realisedMinor && realisedMinor <= said.highMinor
  return { ...said, state: 'settled', realisedMinor, hit }
}

function settleLevel(claimed: Claimed, path: readonly SeenDay[], lastDay: number): Verdict[] {
  const { lowestMinor, priceLevel } = claimed.claims
  if (lowestMinor === undefined || !priceLevel) return []
  const horizonDays = lastDay - decisionDay(claimed)
  const said = { measure: 'level' as const, model: '', horizonDays, priceLevel }
  const within = path.filter(({ day }) => day <= lastDay)
  if (!isSeenEnough(within, horizonDays)) return [{ ...said, state: 'censored' }]
  const realisedMinor = lowestOf(within)
  const hit = realisedMinor <= lowestMinor * (1 - LEVEL_FALL)
  return [{ ...said, state: 'settled', nowMinor: lowestMinor, realisedMinor, hit }]
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
      .filter(isSaid)
      .map((verdict) => ({ ...verdict, state: 'censored' as const }))
  }

  const realisedMinor = lowestOf(within)
  const clairvoyantMinor = Math.min(nowMinor, realisedMinor)
  const fallen = within.find(({ lowestMinor }) => isDrop(nowMinor, lowestMinor, minSavingMinor))
  const waitedMinor = waited(fallen, within, lastDay, days)
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
  return verdicts.filter(isSaid)
}

/** Without a probability, or with "indifferent", nothing was said that could be right or wrong. */
function isSaid({ measure, said, action }: Omit<Verdict, 'state'>): boolean {
  if (measure === 'paid') return true
  return said !== undefined && (measure === 'drop' || action !== 'indifferent')
}

/** A saving of 0 still asks for a lower fare. */
function isDrop(nowMinor: number, lowestMinor: number, minSavingMinor: number): boolean {
  return lowestMinor < nowMinor && lowestMinor <= nowMinor - minSavingMinor
}

/** Undefined when it was no longer seen towards the deadline: then nobody knows what was paid. */
function waited(
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

/** Of two as near, the later. */
function nearest(path: readonly SeenDay[], target: number, tolerance: number): SeenDay | undefined {
  let best: SeenDay | undefined
  for (const each of path) {
    const distance = Math.abs(each.day - target)
    if (distance > tolerance) continue
    if (!best || distance <= Math.abs(best.day - target)) best = each
  }
  return best
}
