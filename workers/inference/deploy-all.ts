/** One deployment a model, for one owner of versions or for all. */
import { anomaly } from '../../models/anomaly/hosted-anomaly'
import { bookings } from '../../models/bookings/hosted-bookings'
import { choice } from '../../models/choice/hosted-choice'
import { demandLevel } from '../../models/demand-level/hosted-demand-level'
import { fare } from '../../models/fare/hosted-fare'
import { outlook } from '../../models/outlook/hosted-outlook'
import { hold } from '../../models/quote-validity/hosted-quote-validity'
import { createDeployment, type DeploymentParts } from './deployment'
import { remembering } from './remembering'

/** Their names are those of the folders in the lake. */
export const HOSTED = [fare, outlook, hold, choice, demandLevel, bookings, anomaly] as const

export const MODEL_NAMES = HOSTED.map(({ model }) => model)

/** One line a model; its port is `portOf(deploymentsOf(services).<model>, services)`. */
export function deployAll(partsOf: (model: string) => DeploymentParts) {
  return {
    fare: createDeployment(remembering(fare), partsOf(fare.model)),
    outlook: createDeployment(remembering(outlook), partsOf(outlook.model)),
    hold: createDeployment(hold, partsOf(hold.model)),
    choice: createDeployment(choice, partsOf(choice.model)),
    demandLevel: createDeployment(demandLevel, partsOf(demandLevel.model)),
    bookings: createDeployment(bookings, partsOf(bookings.model)),
    anomaly: createDeployment(anomaly, partsOf(anomaly.model)),
  }
}

export type Deployments = ReturnType<typeof deployAll>
