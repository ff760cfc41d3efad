/** A quote once more, alone: whether it got a look is part of its question. */
import { hold } from '../../models/hold/hosted-hold'
import { conversionNow } from '../../pipelines/answers/answer-currency'
import { QuoteQuestion, quoteAnswer, termsOf } from '../../pipelines/decisions/quote-question'
import { checkQuotes } from '../../pipelines/quotes/check-quotes'
import { modelHosts } from '../inference/models'
import type { Recompute } from './replay-decision'
import { modelVersions } from './replay-models'

const holdModels = modelVersions(hold, (services) => modelHosts(services).hold)

export const replayQuoteCheck: Recompute = async ({ id, at, decision }, reading, services) => {
  const question = QuoteQuestion.parse(decision.question)
  const { quote, displays } = question
  const name = decision.models.hold?.name ?? ''
  const model = await holdModels(name, services)
  const [checked] = await checkQuotes(
    [{ quote, displays, reading }],
    termsOf(question),
    model,
    at,
    (from, to) => conversionNow(decision.rates, at, from, to)
  )
  return { answer: checked && quoteAnswer(checked, id), models: { hold: { name: model.name } } }
}
