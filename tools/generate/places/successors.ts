/** The current code of a place, for its former codes. */
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import type { CorrectedRow } from './corrections'

/** `successor` is '' for a place whose code is its newest. */
export type DatedRow = CorrectedRow & { readonly successor: string }

/**
 * Rows of one site (one GeoNames id) are one place. A code with a last day is followed by the newest
 * code of the site. Where the site has two codes today, the one with a later first day replaces the
 * other on that day; codes without days are used side by side (Basel-Mulhouse has three).
 */
export function withSuccessors(rows: readonly CorrectedRow[]): DatedRow[] {
  const sites = Map.groupBy(
    rows.filter(({ kind, geoname }) => kind !== 'C' && geoname !== '0'),
    ({ geoname }) => geoname
  )
  return rows.map((row) => {
    if (row.decidedSuccessor !== undefined) return { ...row, successor: row.decidedSuccessor }

    const newest = newestOf(sites.get(row.geoname) ?? [])
    if (row.kind === 'C' || !newest || newest.code === row.code) return { ...row, successor: '' }
    if (row.until !== '') return { ...row, successor: newest.code }
    if (newest.from <= row.from) return { ...row, successor: '' }
    return { ...row, until: dayBefore(newest.from), successor: newest.code }
  })
}

function newestOf(site: readonly CorrectedRow[]): CorrectedRow | undefined {
  return site
    .filter(({ until }) => until === '')
    .reduce<CorrectedRow | undefined>(
      (latest, row) => (latest === undefined || row.from > latest.from ? row : latest),
      undefined
    )
}

function dayBefore(day: string): string {
  return dayOf(dayNumber(day) - 1)
}
