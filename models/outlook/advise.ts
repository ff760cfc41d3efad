/**
 * Buy now or wait, from an outlook and what the asker cares for. Waiting means: look again every day,
 * buy as soon as this rule says so, and at the deadline in any case. The same rule is scored by
 * `npm run evaluate` against a buyer who knew the future, and against buying now.
 */
import { dropProbability } from './drop-probability'
import { horizonsAround } from './horizons-around'
import type { Outlook } from './outlook-model'

/** How much an expected loss weighs beside the expected saving: 0 takes any chance, 1 wants none. */
export const AVERSION = { low: 1, medium: 0.5, high: 0.25 } as const

export type AdviceQuestion = {
  /** Less than this is not worth the wait, minor units. */
  readonly minSavingMinor: number
  /** Appetite for risk: by name, or an aversion of 0 (any chance) to 1 (none). */
  readonly risk: keyof typeof AVERSION | number
  /** Days from now the ticket must be bought within. */
  readonly deadlineDays: number
}

export type Advice = {
  readonly action: 'buy' | 'wait' | 'indifferent'
  /** Days from now until which the advice stands without news, 0 to deadline. */
  readonly validDays: number
  readonly pDropGeMinSaving: number
  /** Mean price now less the price paid by waiting, minor units; negative when waiting costs. */
  readonly expectedSavingMinor: number
  /** Mean of what is lost where the action turns out wrong, minor units; 0 or more. */
  readonly expectedRegretIfWrongMinor: number
  /** Probability that following the action does not cost more than its opposite. */
  readonly confidence: number
  /** Days from now; absent when the advice is to buy. */
  readonly lookAgainDays: number | undefined
}

/**
 * A smaller balance is noise: what is learned of waiting is a little too rosy for the weeks to come.
 * This, the least chance and the medium aversion earned most on folds before 2016-01-21 of the
 * low-cost panel (departures of 10, 20 and 30 days before 2016-02-20, learned 30 days earlier).
 */
const LEAST_SHARE = 0.02
/** Nearer to nothing than this neither action is better. */
const INDIFFERENT_SHARE = 0.005
/** A wait is not advised below this chance that it saves, however much. */
const LEAST_CHANCE = 0.3

export function advise(
  outlook: Outlook,
  { minSavingMinor, risk, deadlineDays }: AdviceQuestion
): Advice {
  const { lowestMinor, daysToDeparture } = outlook
  const days = Math.floor(Math.min(deadlineDays, daysToDeparture))
  const share = minSavingMinor / lowestMinor
  const pDropGeMinSaving = dropProbability(outlook, share, days)
  const wait = days >= 1 ? waitWithin(outlook, days) : undefined
  if (!wait) {
    const nothing = {
      validDays: 0,
      pDropGeMinSaving,
      expectedSavingMinor: 0,
      lookAgainDays: undefined,
    }
    return { action: 'buy', ...nothing, expectedRegretIfWrongMinor: 0, confidence: 1 }
  }

  const aversion = typeof risk === 'number' ? risk : AVERSION[risk]
  const saving = -wait.change
  const worth = saving - aversion * wait.loss
  const action = actionFor(worth, Math.max(share, 0), wait)
  const waits = action === 'wait'
  return {
    action,
    validDays: Math.min(1, days),
    pDropGeMinSaving,
    expectedSavingMinor: Math.round(saving * lowestMinor),
    // Who buys and is wrong forgoes the mean gain; who waits and is wrong pays the mean loss.
    expectedRegretIfWrongMinor: Math.round((waits ? wait.loss : wait.loss + saving) * lowestMinor),
    confidence: waits ? wait.pSaves : 1 - wait.pSaves,
    lookAgainDays: action === 'buy' ? undefined : 1,
  }
}

function actionFor(worth: number, minShare: number, { pSaves }: Waiting): Advice['action'] {
  if (pSaves < LEAST_CHANCE) return 'buy'
  if (worth >= Math.max(minShare, LEAST_SHARE)) return 'wait'
  return minShare === 0 && Math.abs(worth) < INDIFFERENT_SHARE ? 'indifferent' : 'buy'
}

type Waiting = { readonly change: number; readonly loss: number; readonly pSaves: number }

/** Undefined where the outlook knows nothing of waiting. */
function waitWithin({ waits, daysToDeparture }: Outlook, days: number): Waiting | undefined {
  const { lower, upper, part } = horizonsAround(days, daysToDeparture)
  const [sooner, later] = [waits?.[lower], waits?.[upper]]
  if (!sooner || !later) return undefined
  const read = (key: keyof Waiting) => sooner[key] * (1 - part) + later[key] * part
  return { change: read('change'), loss: read('loss'), pSaves: read('pSaves') }
}
