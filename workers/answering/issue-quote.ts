/** A checked quote on its way out: it gets its id, and its decision is recorded behind it. */

import type { Rates } from '../../pipelines/answers/evidence/answer-currency'
import type {
  CheckedQuote,
  CheckTerms,
  QuoteToCheck,
} from '../../pipelines/answers/quote-check/check-quotes'
import {
  type QuoteAnswer,
  quoteAnswer,
  quoteQuestion,
} from '../../pipelines/decisions/quote-question'
import type { Scope } from '../../pipelines/events/scope'
import { newDecisionId } from '../decisions/decision-id'
import { recordDecision } from '../decisions/record-decision'
import type { Services } from '../services'

export type ToldQuote = {
  readonly given: QuoteToCheck
  readonly checked: CheckedQuote
  readonly terms: CheckTerms
  readonly rates: Rates
  /** That judged it. */
  readonly model: string
  readonly scope: Scope
}

export function issueQuote(told: ToldQuote, services: Services): QuoteAnswer {
  const { given, checked, terms, rates, model, scope } = told
  const { quote, reading } = given
  const answer = quoteAnswer(checked, newDecisionId())
  recordDecision(services, {
    id: answer.decision_id,
    resource: 'quote-check',
    scope,
    trip: { ...quote, passengers: 1 },
    question: quoteQuestion(given, terms, checked),
    reading,
    rates,
    // Whether it held is seen by who looks, not by us.
    describe: () => ({ answer, claims: {}, models: { hold: { name: model } } }),
  })
  return answer
}
