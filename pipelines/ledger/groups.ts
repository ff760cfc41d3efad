/** Groups of verdicts: by days to departure at the decision, by window, by cabin and kind of trip. */
import { CABINS, type Cabin } from '../../models/airline/trip'

/** Last day of each group; longer distances are in the last group. */
const DAYS_OUT = [6, 13, 29, 59, 119] as const
export const DAYS_OUT_GROUPS = ['0-6', '7-13', '14-29', '30-59', '60-119', '120+'] as const
export type DaysOutGroup = (typeof DAYS_OUT_GROUPS)[number]

export function daysOutGroup(daysToDeparture: number): DaysOutGroup {
  const place = DAYS_OUT.findIndex((last) => daysToDeparture <= last)
  return DAYS_OUT_GROUPS[place] ?? '120+'
}

/** Windows of advice, in days; longer ones are in the last group. */
const WINDOWS = [1, 3, 7, 14, 30, 60, 120] as const
const LONGEST = 400

export function windowGroup(days: number): number {
  return WINDOWS.find((window) => days <= window) ?? LONGEST
}

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
