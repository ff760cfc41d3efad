/**
 * Advice to buy now or wait, from an outlook and the shopper's preferences. Waiting means: look
 * again every day, buy as soon as this rule advises it, and at the deadline in any case. `npm run
 * evaluate` scores the same rule against a buyer with perfect foresight and against buying now.
 */
import { dropProbability } from './drop-probability'
import { horizonsAround } from './horizons-around'
import type { Outlook } from './outlook-model'

/**
 * Weight of an expected loss relative to the expected saving: 0 accepts any risk, 1 accepts none.
 */
export const AVERSION = { low: 1, medium: 0.5, high: 0.25 } as const

export type AdviceQuestion = {
  /** A smaller saving does not justify waiting; minor units. */
  readonly minSavingMinor: number
  /** Appetite for risk: by name, or as an aversion from 0 (any risk) to 1 (none). */
  readonly risk: keyof typeof AVERSION | number
  /** Days from now within which the ticket must be bought. */
  readonly deadlineDays: number
}

export type Advice = {
  readonly action: 'buy' | 'wait' | 'indifferent'
  /** Days from now for which the advice is valid without new prices, 0 to deadline. */
  readonly validDays: number
  readonly pDropGeMinSaving: number
  /** Mean price now less the price paid after waiting, minor units; negative when waiting costs. */
  readonly expectedSavingMinor: number
  /** Mean loss where the action turns out wrong, minor units; 0 or more. */
  readonly expectedRegretIfWrongMinor: number
  /** Probability that following the action costs no more than its opposite. */
  readonly confidence: number
  /** Days from now until the next look; undefined when the advice is to buy. */
  readonly lookAgainDays: number | undefined
}

/**
 * A smaller balance is noise: the model's estimate of waiting is slightly optimistic for the
 * following weeks. This, the least chance and the medium aversion earned most on folds before
 * 2016-01-21 of the low-cost panel (departures of 10, 20 and 30 days before 2016-02-20, trained 30
 * days earlier).
 */
const LEAST_SHARE = 0.02
/** Below this share of the fare, neither action is better. */
const INDIFFERENT_SHARE = 0.005
/** Waiting is not advised when the probability of a saving is lower, however large the saving. */
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
    // A wrong purchase forgoes the mean gain; a wrong wait costs the mean loss.
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

/** Returns undefined where the outlook has no estimate for waiting. */
function waitWithin({ waits, daysToDeparture }: Outlook, days: number): Waiting | undefined {
  const { lower, upper, part } = horizonsAround(days, daysToDeparture)
  const [sooner, later] = [waits?.[lower], waits?.[upper]]
  if (!sooner || !later) return undefined
  const read = (key: keyof Waiting) => sooner[key] * (1 - part) + later[key] * part
  return { change: read('change'), loss: read('loss'), pSaves: read('pSaves') }
}
