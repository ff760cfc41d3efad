/** Recomputes one quote alone: whether it received a refresh is part of its question. */
import { conversionNow } from '../../pipelines/answers/evidence/answer-currency'
import { rowsUsed } from '../../pipelines/answers/evidence/rows-used'
import { checkQuotes } from '../../pipelines/answers/quote-check/check-quotes'
import { modelUses } from '../../pipelines/decisions/model-use'
import { QuoteQuestion, quoteAnswer, termsOf } from '../../pipelines/decisions/quote-decision'
import { deploymentsToReplay } from '../inference/models'
import type { Recompute } from './recompute'

export const replayQuoteCheck: Recompute = async (
  { id, at, decision },
  { first: snapshotRead },
  services
) => {
  const question = QuoteQuestion.parse(decision.question)
  const { quote, displays } = question
  const name = decision.models.hold?.name ?? ''
  const model = await (await deploymentsToReplay(services)).hold.named(name, services.log)
  const [checked] = await checkQuotes(
    [{ quote, displays, snapshotRead }],
    termsOf(question),
    model,
    at,
    (from, to) => conversionNow(decision.rates, at, from, to)
  )
  if (!checked) throw new RangeError('one quote yielded no answer; check checkQuotes')
  const hold = rowsUsed(model, checked.rows, (row) => row)
  return { answer: quoteAnswer(checked, id), models: modelUses({ hold }) }
}
