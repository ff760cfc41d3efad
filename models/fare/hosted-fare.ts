/** Registers the fare model with the model host. */
import type { HostedModel } from '../runtime/hosted-model'
import { serveRows } from '../runtime/serve-rows'
import { baselineFare } from './baseline-fare'
import { decodeFares, FARE_OUTPUTS } from './decode-fares'
import type { FareModel } from './fare-model'

export const fare: HostedModel<FareModel> = {
  model: 'fare',
  outputs: FARE_OUTPUTS,
  baseline: baselineFare,
  serve: (session) => serveRows(session, (row) => row, decodeFares),
}
