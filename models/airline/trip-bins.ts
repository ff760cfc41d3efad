/** Numbers of the groups in which predicted fares are judged: cabin and kind of trip. */
import { CABINS, type Cabin } from './trip'

export const TRIP_KINDS = ['one_way', 'round_trip'] as const
export type TripGroup = { readonly cabin: Cabin; readonly kind: (typeof TRIP_KINDS)[number] }

/** The bin of a predicted fare; 0 is that of verdicts from before bins had groups. */
export function tripBin(fares: { readonly cabin: Cabin; readonly roundTrip: boolean }): number {
  return 1 + CABINS.indexOf(fares.cabin) * TRIP_KINDS.length + Number(fares.roundTrip)
}

export function tripGroupOf(bin: number): TripGroup | undefined {
  const cabin = CABINS[Math.floor((bin - 1) / TRIP_KINDS.length)]
  const kind = TRIP_KINDS[(bin - 1) % TRIP_KINDS.length]
  return cabin && kind && { cabin, kind }
}
