import { predictChoices } from '../../pipelines/answers/amadeus/amadeus-flight-choice'
import { StoredChoiceSlates } from '../../pipelines/decisions/flight-choice-decision'
import { modelUses } from '../../pipelines/decisions/model-use'
import { deploymentsToReplay } from '../inference/models'
import type { Recompute } from './recompute'

/** Recomputes the chances of the offers that a choice prediction compared. */
export const replayFlightChoice: Recompute = async ({ decision }, _, services) => {
  const slates = StoredChoiceSlates.parse(decision.question)
  const { choice } = await deploymentsToReplay(services)
  const model = await choice.named(decision.models.choice?.name ?? '', services.log)
  const { chances, used } = await predictChoices(slates, model)
  return { answer: chances, models: modelUses({ choice: used }) }
}
