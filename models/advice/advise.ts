/**
 * Buy now or wait, from an outlook and what the asker cares for. Waiting means: look again every day,
 * buy as soon as this rule says so, and at the deadline in any case. The same rule is scored by
 * `npm run evaluate` against a buyer who knew the future, and against buying now.
 */
import { dropProbability } from '../outlook/drop-probability'
import { horizonsAround } from '../outlook/horizons-around'
import type { Outlook } from '../outlook/outlook-model'

/** How much expected saving makes up for what may be lost: 0 takes any chance, 1 wants none. */
export const AVERSION = { low: 0.6, medium: 0.25, high: 0 } as const

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

/** Fewer percent either way are noise: neither action is better. */
const INDIFFERENT_SHARE = 0.005
/** A wait is not advised below this chance that it saves. */
const LEAST_CONFIDENCE = 0.5

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
  if (worth >= Math.max(minShare, INDIFFERENT_SHARE) && pSaves >= LEAST_CONFIDENCE) return 'wait'
  if (minShare === 0 && Math.abs(worth) < INDIFFERENT_SHARE && pSaves >= LEAST_CONFIDENCE) {
    return 'indifferent'
  }
  return 'buy'
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
