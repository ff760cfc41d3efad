import { choice } from '../../models/choice/hosted-choice'
import { predictChoices } from '../../pipelines/answers/amadeus/amadeus-flight-choice'
import { StoredChoiceSlates } from '../../pipelines/decisions/flight-choice-decision'
import { modelUses } from '../../pipelines/decisions/model-use'
import { modelHosts } from '../inference/models'
import type { Recompute } from './recompute'
import { modelVersions } from './replay-models'

const choiceModels = modelVersions(choice, (services) => modelHosts(services).choice)

/** Recomputes the chances of the offers that a choice prediction compared. */
export const replayFlightChoice: Recompute = async ({ decision }, _, services) => {
  const slates = StoredChoiceSlates.parse(decision.question)
  const model = await choiceModels(decision.models.choice?.name ?? '', services)
  const { chances, used } = await predictChoices(slates, model)
  return { answer: chances, models: modelUses({ choice: used }) }
}
