/** Registers the anomaly model with the model host. */
import { type HostedModel, versionName } from '../runtime/hosted-model'
import { serveRows } from '../runtime/serve-rows'
import type { AnomalyModel } from './anomaly-model'
import { baselineAnomaly } from './baseline-anomaly'
import { judge } from './decode-anomaly'

export const anomaly: HostedModel<AnomalyModel> = {
  model: 'anomaly',
  outputs: ['isolation'],
  baseline: baselineAnomaly,
  serve(session) {
    const { manifest } = session
    const scale = manifest.isolation
    if (!scale)
      throw new RangeError(`${versionName(manifest)} has no isolation scale in its manifest`)
    return serveRows(
      session,
      (row) => row,
      (isolation, rows) => rows.map((row, at) => judge(row, isolation[at] ?? Number.NaN, scale))
    )
  },
}
