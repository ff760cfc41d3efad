/**
 * Rates that moved further than a reference rate does within a day: most often a misplaced decimal
 * point, a currency that was exchanged for another, or a rate per unit in place of per euro.
 */
import { oldestUsable, type RateTable } from '../../../models/airline/exchange-rates'

export const MOST_CHANGE = 0.2

export type SteepChange = {
  readonly currency: string
  readonly date: string
  /** Units per euro. */
  readonly rate: number
  /** Table with which it is compared: the latest before it, else the one that it replaces. */
  readonly before: { readonly date: string; readonly rate: number }
}

/** `loaded` are new tables, `stored` those of the same owner, in any order. */
export function steepChanges(
  loaded: readonly RateTable[],
  stored: readonly RateTable[]
): SteepChange[] {
  const all = new Map([...stored, ...loaded].map((table) => [table.date, table]))
  const dates = [...all.keys()].sort()
  const replaced = new Map(stored.map((table) => [table.date, table]))
  return loaded.flatMap((table) => {
    const earlier = all.get(dates[dates.indexOf(table.date) - 1] ?? '')
    const isNear = earlier !== undefined && earlier.date >= oldestUsable(table.date)
    const before = isNear ? earlier : replaced.get(table.date)
    return before ? changesOf(table, before) : []
  })
}

function changesOf(table: RateTable, before: RateTable): SteepChange[] {
  return Object.entries(table.perEuro).flatMap(([currency, rate]) => {
    const known = before.perEuro[currency]
    if (known === undefined || Math.abs(rate / known - 1) <= MOST_CHANGE) return []
    return [{ currency, date: table.date, rate, before: { date: before.date, rate: known } }]
  })
}

export function steepChangeText({ currency, date, rate, before }: SteepChange): string {
  const most = `${MOST_CHANGE * 100} %`
  return `${currency} of ${date} is ${rate} and of ${before.date} ${before.rate} per euro, a change beyond ${most}; correct it, or send the file with ?force=true`
}
