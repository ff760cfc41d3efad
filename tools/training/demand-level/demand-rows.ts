/** Rows of city pairs and of simulated searches as Parquet. */
import { DAY_MS } from '../../../models/airline/calendar'
import type { CityPanel } from '../../../pipelines/features/demand-level/city-panel'
import { SEARCH_FEATURES } from '../../../pipelines/features/demand-level/search-features'
import { type CityRow, cityRows } from '../../../pipelines/training/demand-level/city-rows'
import { type LevelRow, levelRows } from '../../../pipelines/training/demand-level/level-rows'
import { simulatedSearches } from '../../../pipelines/training/demand-level/simulated-searches'
import { type RowFiles, writeParquetRows } from '../kit/parquet-rows'
import type { Job } from '../kit/trainer'

export async function writeCityRows(job: Job, panel: CityPanel, files: RowFiles): Promise<void> {
  const rows = [...cityRows(panel)]
  await writeParquetRows(
    files,
    {
      columns: [
        { name: 'data', type: 'STRING' },
        { name: 'market', type: 'STRING' },
        { name: 'pair', type: 'STRING' },
        { name: 'at', type: 'DOUBLE' },
        ...(['month', 'passengers', 'last', 'forecast', 'months_known'] as const).map((name) => ({
          name,
          type: 'DOUBLE' as const,
        })),
        { name: 'year_ago', type: 'DOUBLE', nullable: true },
      ],
      features: Object.keys(rows[0]?.values ?? {}).map((name) => ({
        name,
        kind: 'number',
        unit: name.startsWith('months') ? 'months' : 'log ratio',
      })),
    },
    rows.map(cityRecord),
    job.row
  )
}

function cityRecord({ month, passengers, last, yearAgo, forecast, ...row }: CityRow) {
  return {
    'row.data': 'city_pairs',
    'row.market': row.market,
    'row.pair': row.pair,
    'row.at': Date.UTC(Math.floor(month / 12), month % 12) - DAY_MS,
    'row.month': month,
    'row.passengers': passengers,
    'row.last': last,
    'row.year_ago': yearAgo,
    'row.forecast': forecast,
    'row.months_known': row.monthsKnown,
    ...row.values,
  }
}

/**
 * Factors on the simulator's sessions, which are those of a small partner: a daily level needs
 * more.
 */
export const TRAFFIC = [1, 10, 50] as const
const WORLD = { markets: 30, from: '2025-01-01', days: 480 } as const
/** Last days, which are the test. */
const TEST_DAYS = 120

/**
 * Writes rows of each traffic as counted, and once by its true rate, to measure the counting error.
 */
export function writeLevelRows(job: Job, files: RowFiles): Promise<void> {
  return writeLevelLines(levelLines(job.seed), files, job.row)
}

export type LevelLine = {
  readonly data: string
  readonly row: LevelRow
  readonly fold: 'train' | 'test'
  readonly traffic: number
  readonly exact: boolean
}

export async function writeLevelLines(
  lines: Iterable<LevelLine>,
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  await writeParquetRows(
    files,
    {
      columns: [
        { name: 'data', type: 'STRING' },
        { name: 'market', type: 'STRING' },
        { name: 'fold', type: 'STRING' },
        { name: 'at', type: 'DOUBLE' },
        { name: 'traffic', type: 'DOUBLE' },
        { name: 'days_ahead', type: 'DOUBLE' },
        { name: 'exact', type: 'DOUBLE' },
        { name: 'level', type: 'STRING' },
        { name: 'last_level', type: 'STRING' },
      ],
      features: SEARCH_FEATURES.map((name) => ({ name, kind: 'number', unit: unitOf(name) })),
    },
    levelRecords(lines),
    onRow
  )
}

function* levelLines(seed: number): Generator<LevelLine> {
  for (const { traffic, exact } of [
    ...TRAFFIC.map((each) => ({ traffic: each, exact: false })),
    { traffic: 1, exact: true },
  ]) {
    for (const searches of simulatedSearches({ seed, traffic, ...WORLD })) {
      const testFrom = (searches.firstDay + WORLD.days - TEST_DAYS) * DAY_MS
      for (const row of levelRows(searches, exact)) {
        const fold = row.at > testFrom ? 'test' : 'train'
        yield { data: 'simulator', row, fold, traffic, exact }
      }
    }
  }
}

function* levelRecords(lines: Iterable<LevelLine>): Generator<Record<string, unknown>, void> {
  for (const { data, row, fold, traffic, exact } of lines) {
    yield {
      'row.data': data,
      'row.market': row.market,
      'row.fold': fold,
      'row.at': row.at,
      'row.traffic': traffic,
      'row.days_ahead': row.daysAhead,
      'row.exact': exact ? 1 : 0,
      'row.level': row.level,
      'row.last_level': row.lastLevel,
      ...row.values,
    }
  }
}

function unitOf(name: string): string {
  if (name === 'days_ahead') return 'days'
  if (name === 'weekday') return '1 Monday to 7 Sunday'
  return name.startsWith('log') ? 'log searches per day' : 'share of the trailing mean'
}
