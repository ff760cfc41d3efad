/** Passengers of Indian city pairs by month, as the DGCA counts them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { z } from 'zod'
import {
  type CityMonth,
  type CityPanel,
  cityPanel,
} from '../../../pipelines/features/demand-level/city-panel'
import { openPlain } from '../../replay/read-fares'

export const CITY_PAIRS = {
  data: 'city_pairs',
  file: 'demand/india_city_pairs_monthly.csv.gz',
  name: 'Passengers per Indian city pair and month (DGCA via india-aviation-traffic)',
  licence: 'ODbL',
  url: 'https://github.com/Vonter/india-aviation-traffic',
} as const

const Row = z.object({
  Year: z.coerce.number().int(),
  Month: z.coerce.number().int(),
  City1: z.string().min(1),
  City2: z.string().min(1),
  PaxToCity2: z.coerce.number(),
  PaxFromCity2: z.coerce.number(),
})

export async function readCityPairs(folder: string): Promise<CityPanel> {
  const path = join(folder, CITY_PAIRS.file)
  if (!existsSync(path)) {
    throw new Error(`--data: there is no ${path}. Get "${CITY_PAIRS.name}" at ${CITY_PAIRS.url}`)
  }
  const rows: CityMonth[] = []
  const records = openPlain(path).pipe(parse({ bom: true, columns: true, skip_empty_lines: true }))
  for await (const record of records) {
    const { Year, Month, City1, City2, PaxToCity2, PaxFromCity2 } = Row.parse(record)
    const month = Year * 12 + Month - 1
    rows.push({ origin: City1, destination: City2, month, passengers: PaxToCity2 })
    rows.push({ origin: City2, destination: City1, month, passengers: PaxFromCity2 })
  }
  return cityPanel(rows)
}
