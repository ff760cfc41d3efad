/** What was asked of one quote, with whether it got a look: alone, it is judged the same again. */
import { z } from 'zod'
import { Cabin } from '../../models/trip'
import type { CheckedQuote, CheckTerms, QuoteToCheck } from '../quotes/check-quotes'
import type { QuotePolicy } from '../quotes/policy'
import type { CachedQuote } from '../quotes/quote'
import { judgementWire, QuoteJudgement } from '../quotes/quotes-wire'

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
  /** One of the budget's looks went to it. */
  looked: z.boolean(),
})
export type QuoteQuestion = z.infer<typeof QuoteQuestion>

export function quoteQuestion(
  { quote, displays }: QuoteToCheck,
  { policy, costOfViolation }: CheckTerms,
  { action }: CheckedQuote
): QuoteQuestion {
  return { quote, displays, policy, costOfViolation, looked: action === 'refresh' }
}

/** The terms under which the quote alone is decided as it was among others. */
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
