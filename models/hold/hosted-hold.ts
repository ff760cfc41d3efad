/** The hold model as a host knows it. */
import { createEncoder, namedInputs } from '../encode'
import { namedExplanation } from '../explanation'
import { type HostedModel, versionName } from '../hosted-model'
import { baselineHold } from './baseline-hold'
import { binsOf, decodeChanges } from './decode-changes'
import type { HoldModel } from './hold-model'

export const hold: HostedModel<HoldModel> = {
  model: 'hold',
  // Their names tell the bins, which training chooses.
  outputs: [],
  baseline: baselineHold,
  serve(session) {
    const { manifest, run } = session
    const encode = createEncoder(manifest)
    const bins = binsOf(manifest)
    if (!bins) throw new RangeError(`outputs of ${versionName(manifest)} are no bins of changes`)
    return {
      name: versionName(manifest),
      inputs: (row) => namedInputs(row, manifest),
      explain: (row, output) => namedExplanation(session, encode([row]), output),
      async predict(rows) {
        if (rows.length === 0) return []
        return decodeChanges(await run(encode(rows), rows.length), rows.length, bins)
      },
    }
  },
}
