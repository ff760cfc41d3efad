/** The fare model as a host knows it. */
import { createEncoder, namedInputs } from '../encode'
import { namedExplanation } from '../explanation'
import { type HostedModel, versionName } from '../hosted-model'
import { baselineFare } from './baseline-fare'
import { decodeFares, FARE_OUTPUTS } from './decode-fares'
import type { FareModel } from './fare-model'

export const fare: HostedModel<FareModel> = {
  model: 'fare',
  outputs: FARE_OUTPUTS,
  baseline: baselineFare,
  serve(session) {
    const { manifest, run } = session
    const encode = createEncoder(manifest)
    return {
      name: versionName(manifest),
      inputs: (row) => namedInputs(row, manifest),
      explain: (row, output) => namedExplanation(session, encode([row]), output),
      async predict(rows) {
        if (rows.length === 0) return []
        return decodeFares(await run(encode(rows), rows.length), rows, manifest)
      },
    }
  },
}
