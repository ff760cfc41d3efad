/**
 * Registers the demand model with the model host; the graph ends in a softmax, so outputs are
 * probabilities.
 */
import type { HostedModel } from '../runtime/hosted-model'
import { serveRows } from '../runtime/serve-rows'
import { baselineDemand } from './baseline-demand-level'
import { decodeLevels } from './decode-levels'
import { DEMAND_LEVELS, type DemandModel } from './demand-level-model'

export const demandLevel: HostedModel<DemandModel> = {
  model: 'demand-level',
  outputs: DEMAND_LEVELS,
  baseline: baselineDemand,
  serve: (session) =>
    serveRows(
      session,
      (row) => row,
      (outputs, rows, manifest) => decodeLevels(outputs, rows.length, manifest)
    ),
}
