/**
 * Compacts the airports of the npm package airport-data-js for the Worker's bundle: those with
 * scheduled service, and large ones whose traffic has ended, because their history is still asked for.
 *
 *   tsx tools/generate/airports.ts [--check]
 */
import airportData from 'airport-data-js'
import { writeGenerated } from './generated'

/** Codes of one place that the package gives only one of: Basel-Mulhouse sells under three. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = { BSL: ['MLH', 'EAP'] }

const { airports, timeZones } = compact(await airportData.findAirports({}))
await writeGenerated('models/airline/airports.generated.json', {
  source: 'airport-data-js, https://github.com/aashishvanand/airport-data-js',
  licence: 'CC BY 4.0; changed: reduced to scheduled airports, rounded to 0.001 degree',
  timeZones,
  airports,
})

function compact(all: Awaited<ReturnType<typeof airportData.findAirports>>) {
  const served = all
    .filter(({ iata }) => /^[A-Z]{3}$/.test(iata))
    .filter(({ scheduled_service, type }) => isTrue(scheduled_service) || type === 'large_airport')
    .flatMap((airport) => [
      airport,
      ...(ALSO_CALLED[airport.iata] ?? []).map((iata) => ({ ...airport, iata })),
    ])
    .sort((a, b) => (a.iata < b.iata ? -1 : 1))
  const zoneOf = ({ time }: { time: string }) => time.replaceAll(' ', '')
  const zones = [...new Set(served.map(zoneOf))].sort()
  const records = served.map((airport) =>
    [
      airport.iata,
      airport.country_code,
      fixed(Number(airport.latitude), 6),
      fixed(Number(airport.longitude), 7),
      zones.indexOf(zoneOf(airport)).toString(36).padStart(2, '0'),
    ].join('')
  )
  return { airports: records.join(''), timeZones: zones }
}

function isTrue(flag: boolean | string): boolean {
  return String(flag).toLowerCase() === 'true'
}

/** Thousandths of a degree, signed, as wide as asked. */
function fixed(degrees: number, width: number): string {
  const thousandths = Math.round(degrees * 1000)
  const sign = thousandths < 0 ? '-' : '+'
  return sign + String(Math.abs(thousandths)).padStart(width - 1, '0')
}
