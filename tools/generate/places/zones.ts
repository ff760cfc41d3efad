/**
 * Time zones of places by their coordinates (npm geo-tz: time-zone boundaries of OpenStreetMap),
 * compared with the zone OpenTravelData states. The two must give the same clock at every instant
 * compared; where they do not, `corrections.csv` decides, or the generator fails.
 */
import { find } from 'geo-tz/all'
import type { CorrectedRow } from './corrections'

/** Instants 30 days apart over 15 months: a change of clocks lies between two of them. */
const COMPARED = Array.from({ length: 15 }, (_, month) => Date.UTC(2026, 0, 15 + 30 * month, 12))

/** Xinjiang has two clocks side by side; the boundaries overlap, and timetables run on Beijing time. */
const TIMETABLE_ZONE: Readonly<Record<string, string>> = { 'Asia/Urumqi': 'Asia/Shanghai' }

export type Zoned = { readonly zones: readonly string[]; readonly problems: readonly string[] }

/** One zone a row, in order. */
export function zonesOf(rows: readonly CorrectedRow[]): Zoned {
  const problems: string[] = []
  const zones = rows.map((row) => {
    if (row.decidedZone !== undefined) return row.decidedZone

    const [first = 'none'] = find(Number(row.latitude), Number(row.longitude))
    const found = TIMETABLE_ZONE[first] ?? first
    const stated = TIMETABLE_ZONE[row.timeZone] ?? row.timeZone
    if (found !== stated && clocksOf(found) !== clocksOf(stated)) {
      problems.push(
        `${row.key} (${row.name}): ${found} by its coordinates, ${stated} by ` +
          'OpenTravelData; add its zone or its coordinates to corrections.csv, with a source'
      )
    }
    // At sea the boundaries know only the nautical zone.
    return found.startsWith('Etc/') ? row.timeZone : found
  })
  return { zones, problems }
}

const known = new Map<string, string>()

function clocksOf(timeZone: string): string {
  const remembered = known.get(timeZone)
  if (remembered !== undefined) return remembered
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const clocks = COMPARED.map((instant) => format.format(instant)).join('; ')
  known.set(timeZone, clocks)
  return clocks
}
