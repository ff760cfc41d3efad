/** Departures laid out as the weeks of their months, Monday first, with a shade by price. */
export type CalendarDay = {
  readonly day: string
  readonly price: number | undefined
  readonly isEstimate: boolean
  /** 0 for the lowest fifth of prices to 4 for the highest; undefined without a price. */
  readonly shade: number | undefined
}

export type Month = {
  readonly name: string
  readonly weeks: readonly (readonly (CalendarDay | undefined)[])[]
}

const SHADES = 5
const NAMES =
  'January February March April May June July August September October November December'.split(' ')

/** Shades of prices by their rank; equal prices have the same shade. */
export function shaded(days: readonly Omit<CalendarDay, 'shade'>[]): readonly CalendarDay[] {
  const prices = days.flatMap(({ price }) => (price === undefined ? [] : [price]))
  const sorted = prices.toSorted((a, b) => a - b)
  const shadeOf = (price: number) => {
    const below = sorted.findIndex((each) => each >= price)
    return Math.min(SHADES - 1, Math.floor((SHADES * below) / sorted.length))
  }
  return days.map((each) => ({
    ...each,
    shade: each.price === undefined ? undefined : shadeOf(each.price),
  }))
}

export function monthsOf(days: readonly CalendarDay[]): readonly Month[] {
  const months = Map.groupBy(days, ({ day }) => day.slice(0, 7))
  return [...months].map(([month, inMonth]) => ({
    name: `${NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`,
    weeks: weeksOf(inMonth),
  }))
}

function weeksOf(days: readonly CalendarDay[]): (CalendarDay | undefined)[][] {
  const weeks: (CalendarDay | undefined)[][] = []
  for (const entry of days) {
    const weekday = (new Date(`${entry.day}T00:00:00Z`).getUTCDay() + 6) % 7
    if (weekday === 0 || weeks.length === 0) weeks.push(Array(7).fill(undefined))
    const week = weeks.at(-1)
    if (week) week[weekday] = entry
  }
  return weeks
}
