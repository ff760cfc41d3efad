/** Rows of `open-travel-data.csv`, as text. No cell holds a comma. */
import { readFile } from 'node:fs/promises'

export const PLACES_CSV = 'tools/generate/places/open-travel-data.csv'

const COLUMNS = [
  ...(['code', 'kind', 'country', 'latitude', 'longitude', 'timeZone', 'cities'] as const),
  ...(['from', 'until', 'geoname', 'rank', 'name', 'cityName'] as const),
] as const

/**
 * `kind` is A airport, R rail, B bus, H heliport, P port, C city; `cities` the codes of the areas it
 * serves, nearest relation first; days are inclusive; `rank` is OpenTravelData's page rank.
 */
export type SourceRow = { readonly [C in (typeof COLUMNS)[number]]: string }

export const HEADER = COLUMNS.join(',')

export function textOf(row: SourceRow): string {
  return COLUMNS.map((column) => row[column]).join(',')
}

export async function readRows(): Promise<SourceRow[]> {
  const [head, ...lines] = (await readFile(PLACES_CSV, 'utf8')).trimEnd().split('\n')
  if (head !== HEADER) throw new Error(`${PLACES_CSV} has other columns: run refresh.ts again`)
  return lines.map(rowOf)
}

function rowOf(line: string): SourceRow {
  const cells = line.split(',')
  if (cells.length !== COLUMNS.length) throw new Error(`${PLACES_CSV}: ${line}`)
  const cell = (column: (typeof COLUMNS)[number]) => cells[COLUMNS.indexOf(column)] ?? ''
  return {
    code: cell('code'),
    kind: cell('kind'),
    country: cell('country'),
    latitude: cell('latitude'),
    longitude: cell('longitude'),
    timeZone: cell('timeZone'),
    cities: cell('cities'),
    from: cell('from'),
    until: cell('until'),
    geoname: cell('geoname'),
    rank: cell('rank'),
    name: cell('name'),
    cityName: cell('cityName'),
  }
}
