/** Registers the choice model with the model host. */
import { createEncoder } from '../runtime/encode'
import { type HostedModel, versionName } from '../runtime/hosted-model'
import { baselineChoice } from './baseline-choice'
import type { ChoiceModel } from './choice-model'
import { CHOICE_OUTPUTS, decodeChoice } from './decode-choice'

export const choice: HostedModel<ChoiceModel> = {
  model: 'choice',
  outputs: CHOICE_OUTPUTS,
  baseline: baselineChoice,
  serve({ manifest, run }) {
    const encode = createEncoder(manifest)
    return {
      name: versionName(manifest),
      async predict(slates) {
        const rows = slates.flat()
        if (rows.length === 0) return slates.map(() => undefined)
        return decodeChoice(await run(encode(rows), rows.length), slates, manifest)
      },
    }
  },
}
