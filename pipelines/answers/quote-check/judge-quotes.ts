/** Predicts the validity of quotes, now and later, with all rows in one model pass. */
import { HOUR_MS } from '../../../models/airline/calendar'
import { guessChange } from '../../../models/quote-validity/baseline-quote-validity'
import {
  type ChangeDistribution,
  chanceWithin,
  expectedChange,
} from '../../../models/quote-validity/change-distribution'
import type { QuoteValidityModel } from '../../../models/quote-validity/quote-validity-model'
import { answerEach } from '../../../models/runtime/answer-each'
import type { FeatureRow } from '../../../models/runtime/features'
import type { CachedQuote } from '../../features/quote-validity/partner-quote'
import {
  type QuoteContext,
  quoteContext,
} from '../../features/quote-validity/quote-validity-feature'
import { quoteValidityRow } from '../../features/quote-validity/quote-validity-row'
import type { FareGroupSnapshot } from '../../market/snapshot'
import type { Limits } from './quote-policy'

export type ComparedQuote = {
  readonly quote: CachedQuote
  /** Fares of the quote's cabin and trip kind; undefined when none were observed. */
  readonly fares: FareGroupSnapshot | undefined
  /** The quoted price in the currency of the fares, minor units. */
  readonly priceMinor: number | undefined
  readonly tolerance: Limits
}

export type Judgement = {
  readonly pValid: number
  readonly expectedChange: number
  /** The probability that a quote refreshed now at the same price is still valid a day later. */
  readonly freshQuote: number
  /** Probabilities at `LATER_HOURS` from now; never increasing, as an unobserved price gets no safer. */
  readonly pValidLater: readonly number[]
  /** The rows that were predicted, one for each time at which the quote is judged. */
  readonly rows: readonly FeatureRow[]
}

export const LATER_HOURS = [3, 24, 96] as const

const DAY_HOURS = 24
/**
 * The youngest quote age in the training panels. The model predicts a younger quote at this age, and
 * its probability of a change is scaled linearly from 0 at age 0, when the price was observed.
 */
const YOUNGEST_HOURS = 12

/** One row for the model; `elapsed` is the share of its probability of a change that applies. */
type Question = { readonly row: FeatureRow; readonly elapsed: number; readonly known: boolean }

/** Returns one judgement a quote; without comparable fares the quote is judged by age alone. */
export async function judgeQuotes(
  quotes: readonly ComparedQuote[],
  model: Pick<QuoteValidityModel, 'predict'>,
  now: number,
  laterHours: readonly number[] = LATER_HOURS
): Promise<readonly Judgement[]> {
  const prepared = quotes.map((quote) => ({
    tolerance: quote.tolerance,
    questions: questionsOf(quote, laterHours, now),
  }))
  const answered = await answerEach(
    prepared,
    ({ questions }) => questions.map(({ row }) => row),
    (rows) => model.predict(rows)
  )
  return answered.map(([{ tolerance, questions }, predictions]) => {
    const answers = questions.map(({ row, elapsed, known }, at) => ({
      elapsed,
      change: (known && predictions[at]) || guessChange(row),
    }))
    return { ...judgementOf(answers, tolerance), rows: questions.map(({ row }) => row) }
  })
}

/** First a quote refreshed now and judged a day later, then the quote itself now and later. */
function questionsOf(
  { quote, fares, priceMinor }: ComparedQuote,
  laterHours: readonly number[],
  now: number
): readonly Question[] {
  const context = quoteContext(quote, fares, priceMinor, now)
  const looked = quoteContext({ ...quote, quotedAt: now }, fares, priceMinor, now)
  const later = (hour: number) => now + hour * HOUR_MS
  return [
    questionOf({ ...looked, now: later(DAY_HOURS) }),
    ...[0, ...laterHours].map((hour) => questionOf({ ...context, now: later(hour) })),
  ]
}

type Answer = { readonly elapsed: number; readonly change: ChangeDistribution }

function judgementOf(
  answers: readonly Answer[],
  { lower, upper }: Limits
): Omit<Judgement, 'rows'> {
  const [freshQuote = 0, pValid = 0, ...later] = answers.map(
    ({ change, elapsed }) => 1 - elapsed * (1 - chanceWithin(change, lower, upper))
  )
  let least = pValid
  const pValidLater = later.map((chance) => {
    least = Math.min(least, chance)
    return least
  })
  const [, current] = answers
  const expected = current ? current.elapsed * expectedChange(current.change) : 0
  return { pValid, freshQuote, pValidLater, expectedChange: expected }
}

function questionOf(context: QuoteContext): Question {
  const { quote, now, fares, priceMinor } = context
  const ageMs = Math.max(0, now - quote.quotedAt)
  const youngest = YOUNGEST_HOURS * HOUR_MS
  const aged = ageMs < youngest ? { ...quote, quotedAt: now - youngest } : quote
  return {
    row: quoteValidityRow({ ...context, quote: aged }),
    elapsed: Math.min(1, ageMs / youngest),
    known: fares !== undefined && priceMinor !== undefined,
  }
}
