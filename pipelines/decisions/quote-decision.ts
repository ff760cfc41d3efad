/**
 * The question about one partner quote, including whether it received a look: checked alone, it
 * gets the same decision.
 */
import { z } from 'zod'
import { Cabin } from '../../models/airline/trip'
import type { Rates } from '../answers/evidence/answer-currency'
import type { RowsUsed } from '../answers/evidence/rows-used'
import type { CheckedQuote, CheckTerms } from '../answers/quote-check/check-quotes'
import { judgementWire, QuoteJudgement } from '../answers/quote-check/quote-check-wire'
import type { QuotePolicy } from '../answers/quote-check/quote-policy'
import type { CachedQuote } from '../features/quote-validity/partner-quote'
import type { AnswerRecord } from './answer-record'
import { modelUses } from './model-use'

const Limits = z.object({ lower: z.number(), upper: z.number() })

const Quote: z.ZodType<CachedQuote> = z.object({
  market: z.templateLiteral([z.string(), '-', z.string()]),
  departureDate: z.string(),
  returnDate: z.string().optional(),
  cabin: Cabin,
  airline: z.string().optional(),
  flightNumber: z.string().optional(),
  amountMinor: z.number(),
  currency: z.string(),
  quotedAt: z.number(),
})

const Policy: z.ZodType<QuotePolicy> = z.object({
  shares: Limits,
  money: Limits.extend({ currency: z.string() }).optional(),
})

export const QuoteQuestion = z.object({
  quote: Quote,
  displays: z.number(),
  policy: Policy,
  costOfViolation: z.number(),
  /** Whether one of the budget's looks was spent on it. */
  looked: z.boolean(),
})
export type QuoteQuestion = z.infer<typeof QuoteQuestion>

/** `hold` is the model with the rows and inputs of this quote. Its validity is seen by its partner, not here. */
export function quoteRecord(
  checked: CheckedQuote,
  { policy, costOfViolation }: CheckTerms,
  rates: Rates,
  hold: RowsUsed,
  answer: QuoteAnswer
): AnswerRecord {
  const { quote, displays, snapshotRead } = checked.toCheck
  const looked = checked.action === 'refresh'
  const question: QuoteQuestion = { quote, displays, policy, costOfViolation, looked }
  return {
    resource: 'quote-check',
    trip: { ...quote, passengers: 1 },
    question,
    reads: [{ market: quote.market, ...snapshotRead }],
    rates,
    describe: () => ({ answer, claims: {}, models: modelUses({ hold }) }),
  }
}

/** The terms under which the quote alone gets the decision it got among others. */
export function termsOf({ policy, costOfViolation, looked }: QuoteQuestion): CheckTerms {
  return { policy, costOfViolation, lookBudget: looked ? 1 : 0 }
}

export const QuoteAnswer = QuoteJudgement.extend({
  decision_id: z.string(),
  status: z.enum(['ok', 'limited']),
})
export type QuoteAnswer = z.infer<typeof QuoteAnswer>

export function quoteAnswer(checked: CheckedQuote, decisionId: string): QuoteAnswer {
  return { decision_id: decisionId, status: checked.status, ...judgementWire(checked) }
}
