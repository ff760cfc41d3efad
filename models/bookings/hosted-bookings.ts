/** Registers the bookings model with the model host. */
import type { HostedModel } from '../runtime/hosted-model'
import { serveRows } from '../runtime/serve-rows'
import { baselineBookings } from './baseline-bookings'
import type { BookingsModel } from './bookings-model'
import { BOOKINGS_OUTPUTS, decodeBookings } from './decode-bookings'

export const bookings: HostedModel<BookingsModel> = {
  model: 'bookings',
  outputs: BOOKINGS_OUTPUTS,
  baseline: baselineBookings,
  serve: (session) => serveRows(session, ({ row }) => row, decodeBookings),
}
