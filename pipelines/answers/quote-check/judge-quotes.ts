/** What the model says of quotes, now and later, all rows in one pass. */
import { HOUR_MS } from '../../../models/airline/calendar'
import { guessChange } from '../../../models/quote-validity/baseline-quote-validity'
import { chanceWithin, expectedChange } from '../../../models/quote-validity/change-distribution'
import type { QuoteValidityModel } from '../../../models/quote-validity/quote-validity-model'
import type { FeatureRow } from '../../../models/runtime/features'
import type { CachedQuote } from '../../features/quote-validity/partner-quote'
import {
  type QuoteContext,
  quoteContext,
} from '../../features/quote-validity/quote-validity-feature'
import { quoteValidityRow } from '../../features/quote-validity/quote-validity-row'
import type { FareGroupSnapshot } from '../../market/snapshot'
import type { Limits } from './quote-policy'

export type AskedQuote = {
  readonly quote: CachedQuote
  /** Of the quote's cabin and direction; undefined without any. */
  readonly fares: FareGroupSnapshot | undefined
  /** The price in the currency of the fares, minor units. */
  readonly priceMinor: number | undefined
  readonly tolerance: Limits
}

export type Judgement = {
  readonly pValid: number
  readonly expectedChange: number
  /** If it were looked up now at the same price: chance that it still holds a day later. */
  readonly freshQuote: number
  /** At `LATER_HOURS` from now, never rising: what is not seen again grows no safer. */
  readonly pValidLater: readonly number[]
}

export const LATER_HOURS = [3, 24, 96] as const

const DAY_HOURS = 24
/**
 * The youngest quotes that training panels hold. A younger one is asked about as if it had this age,
 * and its chance of a change is taken to have grown evenly from none: at age 0 the price was seen.
 */
const YOUNGEST_HOURS = 12

/** One row for the model, and how much of the chance of a change it tells has come by then. */
type Question = { readonly row: FeatureRow; readonly come: number; readonly known: boolean }

/** One judgement a quote; where nothing comparable was observed, by age alone. */
export async function judgeQuotes(
  asked: readonly AskedQuote[],
  model: Pick<QuoteValidityModel, 'predict'>,
  now: number,
  laterHours: readonly number[] = LATER_HOURS
): Promise<readonly Judgement[]> {
  const questions = asked.flatMap(({ quote, fares, priceMinor }) => {
    const context = quoteContext(quote, fares, priceMinor, now)
    const looked = quoteContext({ ...quote, quotedAt: now }, fares, priceMinor, now)
    const later = (hour: number) => now + hour * HOUR_MS
    return [
      questionOf({ ...looked, now: later(DAY_HOURS) }),
      ...[0, ...laterHours].map((hour) => questionOf({ ...context, now: later(hour) })),
    ]
  })
  const told = await model.predict(questions.map(({ row }) => row))
  const answers = questions.map(({ row, come, known }, at) => ({
    come,
    change: (known && told[at]) || guessChange(row),
  }))
  return asked.map(({ tolerance: { lower, upper } }, at) => {
    const width = laterHours.length + 2
    const own = answers.slice(at * width, (at + 1) * width)
    const [freshQuote = 0, pValid = 0, ...later] = own.map(
      ({ change, come }) => 1 - come * (1 - chanceWithin(change, lower, upper))
    )
    let least = pValid
    const pValidLater = later.map((chance) => {
      least = Math.min(least, chance)
      return least
    })
    const [, current] = own
    const expected = current ? current.come * expectedChange(current.change) : 0
    return { pValid, freshQuote, pValidLater, expectedChange: expected }
  })
}

function questionOf(context: QuoteContext): Question {
  const { quote, now, fares, priceMinor } = context
  const ageMs = Math.max(0, now - quote.quotedAt)
  const youngest = YOUNGEST_HOURS * HOUR_MS
  const aged = ageMs < youngest ? { ...quote, quotedAt: now - youngest } : quote
  return {
    row: quoteValidityRow({ ...context, quote: aged }),
    come: Math.min(1, ageMs / youngest),
    known: fares !== undefined && priceMinor !== undefined,
  }
}
