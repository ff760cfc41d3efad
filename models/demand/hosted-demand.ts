/** The demand model as a host knows it; the graph ends in a softmax, so outputs are probabilities. */
import { createEncoder, namedInputs } from '../encode'
import { namedExplanation } from '../explanation'
import { type HostedModel, versionName } from '../hosted-model'
import { baselineDemand } from './baseline-demand'
import { decodeLevels } from './decode-levels'
import { DEMAND_LEVELS, type DemandModel } from './demand-model'

export const demandLevel: HostedModel<DemandModel> = {
  model: 'demand-level',
  outputs: DEMAND_LEVELS,
  baseline: baselineDemand,
  serve(session) {
    const { manifest, run } = session
    const encode = createEncoder(manifest)
    return {
      name: versionName(manifest),
      inputs: (row) => namedInputs(row, manifest),
      explain: (row, output) => namedExplanation(session, encode([row]), output),
      async predict(rows) {
        if (rows.length === 0) return []
        return decodeLevels(await run(encode(rows), rows.length), rows.length, manifest)
      },
    }
  },
}
