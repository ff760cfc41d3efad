/**
 * Packs the places that can be an end of a market: `open-travel-data.csv` (written by `refresh.ts`)
 * with `corrections.csv`, and time zones by coordinates. Runs offline; fails when the sources of a
 * time zone disagree and no correction decides.
 *
 *   tsx tools/generate/places/generate.ts [--check]
 */
import { dayNumber } from '../../../models/airline/calendar'
import { writeGenerated } from '../generated'
import { areasOf } from './areas'
import { readCorrected } from './corrections'
import { readRows } from './source-rows'
import { type DatedRow, withSuccessors } from './successors'
import { zonesOf } from './zones'

const rows = await readCorrected(await readRows())
const { zones, problems } = zonesOf(rows)
if (problems.length > 0) throw new Error(`time zones disagree:\n${problems.join('\n')}`)

const dated = withSuccessors(rows)
const areas = areasOf(dated)
const timeZones = [...new Set(zones)].sort()
const records = dated
  .map((row, place) => ({ row: withArea(row), zone: zones[place] ?? '' }))
  .filter(({ row }) => row.kind !== 'C' || areas.has(row.code))
  .filter(({ row }) => row.kind !== 'C' || !hasSuccessor(row.code))
  .sort((a, b) => (sortKey(a.row) < sortKey(b.row) ? -1 : 1))

await writeGenerated('models/airline/places.generated.json', {
  source: 'OpenTravelData, https://github.com/opentraveldata/opentraveldata, by PyPI NeoBase 0.37',
  licence:
    'CC BY 4.0; changed: corrected, reduced, coordinates rounded to 0.001 degree; time zones from ' +
    'boundaries of OpenStreetMap (ODbL)',
  timeZones,
  areas: Object.fromEntries(
    [...areas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([city, codes]) => [city, codes.join('')])
  ),
  places: records.map(({ row, zone }) => recordOf(row, timeZones.indexOf(zone))).join(''),
})

const named = records
  .map(({ row }) => row)
  .filter(({ until, successor }) => until === '' && successor === '')
  .sort((a, b) => Number(b.rank) - Number(a.rank) || (a.code < b.code ? -1 : 1))

await writeGenerated('models/airline/place-names.generated.json', {
  source: 'OpenTravelData, https://github.com/opentraveldata/opentraveldata, by PyPI NeoBase 0.37',
  licence: 'CC BY 4.0; changed: reduced to names of places in use',
  places: named.map(nameOf).join('\n'),
})

/** Code, name and city; a city that the name contains is its place and length there: "0+6". */
function nameOf({ code, name, cityName }: DatedRow): string {
  const start = name.toLowerCase().indexOf(cityName.toLowerCase())
  const city = start >= 0 && cityName !== '' ? `${start}+${cityName.length}` : cityName
  const cells = [code, name, city]
  if (cells.some((cell) => /[|\n]/.test(cell))) throw new Error(`${code} has a "|" in its name`)
  return cells.join('|')
}

/** A city of one airport is that airport under another code. */
function withArea(row: DatedRow): DatedRow {
  const area = row.kind === 'C' ? areas.get(row.code) : undefined
  return area?.length === 1 ? { ...row, successor: area[0] ?? '' } : row
}

function hasSuccessor(code: string): boolean {
  return dated.some((row) => row.code === code && row.successor !== '' && row.kind !== 'C')
}

/** Within a code, the place of today is last. */
function sortKey({ code, until, from }: DatedRow): string {
  return [code, until || '9999', from].join(' ')
}

/**
 * code 3, kind 1, country 2, latitude 6, longitude 7, time zone 2, city 3, first day 4, last day 4,
 * successor 3 characters
 */
function recordOf(row: DatedRow, zone: number): string {
  if (!/^[A-Z]{2}$/.test(row.country)) throw new Error(`${row.code} has no country`)
  return [
    row.code,
    row.kind,
    row.country,
    fixed(Number(row.latitude), 6),
    fixed(Number(row.longitude), 7),
    zone.toString(36).padStart(2, '0'),
    row.cities.slice(0, 3).padEnd(3),
    packedDay(row.from),
    packedDay(row.until),
    row.successor.padEnd(3),
  ].join('')
}

/** Thousandths of a degree, signed, padded to the width. */
function fixed(degrees: number, width: number): string {
  const thousandths = Math.round(degrees * 1000)
  const sign = thousandths < 0 ? '-' : '+'
  return sign + String(Math.abs(thousandths)).padStart(width - 1, '0')
}

/** Days since 1970 in base 36; blank where no day is known. */
function packedDay(day: string): string {
  return day === '' ? '    ' : dayNumber(day).toString(36).padStart(4, '0')
}
