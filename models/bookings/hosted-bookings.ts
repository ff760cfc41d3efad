/** The bookings model as a host knows it. */
import { createEncoder, namedInputs } from '../encode'
import { namedExplanation } from '../explanation'
import { type HostedModel, versionName } from '../hosted-model'
import { baselineBookings } from './baseline-bookings'
import type { BookingsModel } from './bookings-model'
import { BOOKINGS_OUTPUTS, decodeBookings } from './decode-bookings'

export const bookings: HostedModel<BookingsModel> = {
  model: 'bookings',
  outputs: BOOKINGS_OUTPUTS,
  baseline: baselineBookings,
  serve(session) {
    const { manifest, run } = session
    const encode = createEncoder(manifest)
    return {
      name: versionName(manifest),
      inputs: ({ row }) => namedInputs(row, manifest),
      explain: ({ row }, output) => namedExplanation(session, encode([row]), output),
      async predict(questions) {
        if (questions.length === 0) return []
        const rows = questions.map(({ row }) => row)
        return decodeBookings(await run(encode(rows), rows.length), questions, manifest)
      },
    }
  },
}
