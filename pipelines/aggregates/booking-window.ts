/** Groups of days to departure in which fares and searches are aggregated. */
export const BOOKING_WINDOWS = [
  '0-2',
  '3-6',
  '7-13',
  '14-20',
  '21-29',
  '30-59',
  '60-119',
  '120+',
] as const
export type BookingWindow = (typeof BOOKING_WINDOWS)[number]

/** First day of each window. */
const STARTS = [0, 3, 7, 14, 21, 30, 60, 120] as const

/** A departure that has passed counts as day 0: its search was late by a time zone. */
export function bookingWindowOf(daysToDeparture: number): BookingWindow {
  const at = STARTS.findLastIndex((start) => start <= daysToDeparture)
  return BOOKING_WINDOWS[Math.max(0, at)] ?? '0-2'
}
