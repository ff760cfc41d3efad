/** What the model says of quotes, now and later, all rows in one pass. */
import { HOUR_MS } from '../../models/calendar'
import { guessChange } from '../../models/hold/baseline-hold'
import { chanceWithin, expectedChange } from '../../models/hold/change-distribution'
import type { HoldModel } from '../../models/hold/hold-model'
import type { FareClassSnapshot } from '../features/snapshot'
import { holdContext } from './features/hold-feature'
import { holdRow } from './features/hold-row'
import type { Limits } from './policy'
import type { CachedQuote } from './quote'

export type AskedQuote = {
  readonly quote: CachedQuote
  /** Of the quote's cabin and direction; undefined without any. */
  readonly fares: FareClassSnapshot | undefined
  /** The price in the currency of the fares, minor units. */
  readonly priceMinor: number | undefined
  readonly tolerance: Limits
}

export type Judgement = {
  readonly pHold: number
  readonly expectedChange: number
  /** If it were looked up now at the same price: chance that it still holds a day later. */
  readonly freshHold: number
  /** At `LATER_HOURS` from now, never rising: what is not seen again grows no safer. */
  readonly pHoldLater: readonly number[]
}

export const LATER_HOURS = [3, 24, 96] as const

const DAY_HOURS = 24

/** One judgement a quote; where the model has no answer, by the market's rate alone. */
export async function judgeQuotes(
  asked: readonly AskedQuote[],
  model: Pick<HoldModel, 'predict'>,
  now: number,
  laterHours: readonly number[] = LATER_HOURS
): Promise<readonly Judgement[]> {
  const hours = [0, ...laterHours]
  const rows = asked.flatMap(({ quote, fares, priceMinor }) => {
    const context = holdContext(quote, fares, priceMinor, now)
    const looked = holdContext({ ...quote, quotedAt: now }, fares, priceMinor, now)
    const later = (hour: number) => now + hour * HOUR_MS
    return [
      holdRow({ ...looked, now: later(DAY_HOURS) }),
      ...hours.map((hour) => holdRow({ ...context, now: later(hour) })),
    ]
  })
  const told = await model.predict(rows)
  const changes = rows.map((row, at) => told[at] ?? guessChange(row))
  return asked.map(({ tolerance: { lower, upper } }, at) => {
    const [fresh = 0, pHold = 0, ...later] = changes
      .slice(at * (hours.length + 1), (at + 1) * (hours.length + 1))
      .map((change) => chanceWithin(change, lower, upper))
    let least = pHold
    const pHoldLater = later.map((chance) => {
      least = Math.min(least, chance)
      return least
    })
    const change = changes[at * (hours.length + 1) + 1]
    return {
      ...{ pHold, freshHold: fresh, pHoldLater },
      expectedChange: change ? expectedChange(change) : 0,
    }
  })
}
