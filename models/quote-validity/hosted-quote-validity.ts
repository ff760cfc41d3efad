/** Registers the quote-validity model with the model host. */
import { type HostedModel, versionName } from '../runtime/hosted-model'
import { serveRows } from '../runtime/serve-rows'
import { baselineQuoteValidity } from './baseline-quote-validity'
import { binsOf, decodeChanges } from './decode-changes'
import type { QuoteValidityModel } from './quote-validity-model'

export const hold: HostedModel<QuoteValidityModel> = {
  model: 'hold',
  // Output names define the bins, which training chooses.
  outputs: [],
  baseline: baselineQuoteValidity,
  serve(session) {
    const bins = binsOf(session.manifest)
    if (!bins) {
      throw new RangeError(
        `outputs of ${versionName(session.manifest)} do not name the bins of a change`
      )
    }
    return serveRows(
      session,
      (row) => row,
      (outputs, rows) => decodeChanges(outputs, rows.length, bins)
    )
  },
}
