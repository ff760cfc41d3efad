/** The trainer of the bookings model: hotels' real booking curves and simulated markets that sell out. */
import { wantedCurves } from '../../../pipelines/training/bookings/simulated-bookings'
import { rowFiles } from '../kit/parquet-rows'
import { evaluateInPython, releaseFromPython, searchInPython } from '../kit/python-fit'
import { SIMULATOR, sourceOf } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { HOTELS, readHotels } from './bookings-hotels'
import { CLOSED_SHARE, writeBookingRows } from './bookings-rows'
import { judgeUnconstraining } from './bookings-unconstrained'

const PYTHON = 'bookings'
const WORLD = { markets: 10, from: '2025-01-01', days: 400 } as const
/** Last evenings, which are the test. */
const TEST_DAYS = 90

export const bookingsTrainer: Trainer = {
  model: 'bookings',
  files: [HOTELS.file],
  columns: [
    { name: 'wape', title: 'WAPE', as: 'share' },
    { name: 'bias', title: 'bias', as: 'share' },
    { name: 'greatest_market_bias', title: 'worst market', as: 'share' },
    { name: 'coverage80', title: 'cover 80', as: 'share' },
    { name: 'width80', title: 'width 80', as: 'share' },
  ],
  evaluate,
  train,
  search,
}

async function evaluate(job: Job): Promise<Metric[]> {
  const { markets, rows, testFrom } = await writeRows(job, TEST_DAYS)
  const flags = { 'test-from': String(testFrom) }
  const judged = await evaluateInPython(job, PYTHON, rows, flags)
  return [...judged, ...judgeUnconstraining(markets, CLOSED_SHARE)]
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const { rows } = await writeRows(job, 0)
  const sources = { [HOTELS.data]: sourceOf(HOTELS), simulator: SIMULATOR }
  return releaseFromPython(job, 'bookings', rows, { python: PYTHON, sources, metrics }, release)
}

async function search(job: Job, seconds: number) {
  const { rows, testFrom } = await writeRows(job, TEST_DAYS)
  return searchInPython(job, PYTHON, rows, seconds, { 'test-from': String(testFrom) })
}

/** Excludes the last `testDays` evenings of the simulation from training. */
async function writeRows(job: Job, testDays: number) {
  job.say(`reading ${HOTELS.file}`)
  const hotels = await readHotels(job.data)
  job.say('simulating booking curves')
  const markets = wantedCurves({ seed: job.seed, ...WORLD })
  const ends = markets.map(({ wanted }) => wanted.firstDay + wanted.gained.length - 1)
  const learnedAt = Math.max(...ends) - testDays
  const rows = rowFiles(job.folder, testDays > 0 ? 'bookings-evaluate' : 'bookings-train')
  job.say(`writing ${rows.rows}`)
  await writeBookingRows(job, hotels, markets, learnedAt, rows)
  return { markets, rows, testFrom: learnedAt }
}
