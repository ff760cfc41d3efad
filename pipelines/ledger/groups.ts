/** Groups of verdicts: by days to departure at the decision, by window and by probability. */
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
