/** A quote once more, alone: whether it got a look is part of its question. */
import { hold } from '../../models/quote-validity/hosted-quote-validity'
import { conversionNow } from '../../pipelines/answers/evidence/answer-currency'
import { checkQuotes } from '../../pipelines/answers/quote-check/check-quotes'
import { QuoteQuestion, quoteAnswer, termsOf } from '../../pipelines/decisions/quote-question'
import { modelHosts } from '../inference/models'
import type { Recompute } from './recompute'
import { modelVersions } from './replay-models'

const quoteValidityModels = modelVersions(hold, (services) => modelHosts(services).hold)

export const replayQuoteCheck: Recompute = async ({ id, at, decision }, reading, services) => {
  const question = QuoteQuestion.parse(decision.question)
  const { quote, displays } = question
  const name = decision.models.hold?.name ?? ''
  const model = await quoteValidityModels(name, services)
  const [checked] = await checkQuotes(
    [{ quote, displays, reading }],
    termsOf(question),
    model,
    at,
    (from, to) => conversionNow(decision.rates, at, from, to)
  )
  return { answer: checked && quoteAnswer(checked, id), models: { hold: { name: model.name } } }
}
