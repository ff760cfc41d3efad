/** The outlook model as a host knows it. */
import { createEncoder, namedInputs } from '../encode'
import { type HostedModel, versionName } from '../hosted-model'
import { baselineOutlook } from './baseline-outlook'
import { decodeOutlooks, OUTLOOK_OUTPUTS } from './decode-outlook'
import type { OutlookModel } from './outlook-model'

export const outlook: HostedModel<OutlookModel> = {
  model: 'outlook',
  outputs: OUTLOOK_OUTPUTS,
  baseline: baselineOutlook,
  serve({ manifest, run }) {
    const encode = createEncoder(manifest)
    return {
      name: versionName(manifest),
      inputs: ({ row }) => namedInputs(row, manifest),
      async predict(questions) {
        if (questions.length === 0) return []
        const features = encode(questions.map(({ row }) => row))
        return decodeOutlooks(await run(features, questions.length), questions, manifest)
      },
    }
  },
}
