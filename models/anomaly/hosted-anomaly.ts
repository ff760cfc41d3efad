/** The anomaly model as a host knows it. */
import { createEncoder, namedInputs } from '../encode'
import { type HostedModel, versionName } from '../hosted-model'
import type { AnomalyModel } from './anomaly-model'
import { baselineAnomaly } from './baseline-anomaly'
import { judge } from './decode-anomaly'

export const anomaly: HostedModel<AnomalyModel> = {
  model: 'anomaly',
  outputs: ['isolation'],
  baseline: baselineAnomaly,
  serve({ manifest, run }) {
    const encode = createEncoder(manifest)
    const scale = manifest.isolation
    if (!scale) throw new RangeError(`${versionName(manifest)} does not say what is isolated`)
    return {
      name: versionName(manifest),
      inputs: (row) => namedInputs(row, manifest),
      async predict(rows) {
        if (rows.length === 0) return []
        const isolation = await run(encode(rows), rows.length)
        return rows.map((row, at) => judge(row, isolation[at] ?? Number.NaN, scale))
      },
    }
  },
}
