/** Registers the outlook model with the model host. */
import type { HostedModel } from '../runtime/hosted-model'
import { serveRows } from '../runtime/serve-rows'
import { baselineOutlook } from './baseline-outlook'
import { decodeOutlooks, OUTLOOK_OUTPUTS } from './decode-outlook'
import type { OutlookModel } from './outlook-model'

export const outlook: HostedModel<OutlookModel> = {
  model: 'outlook',
  outputs: OUTLOOK_OUTPUTS,
  baseline: baselineOutlook,
  serve: (session) => serveRows(session, ({ row }) => row, decodeOutlooks),
}
