/** The trainer of the bookings model: hotels' real booking curves and simulated markets that sell out. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Manifest } from '../../models/artifact'
import { wantedCurves } from '../../pipelines/training/bookings/simulated-bookings'
import { runPython } from '../python'
import { HOTELS, readHotels } from './bookings-hotels'
import { CLOSED_SHARE, writeBookingRows } from './bookings-rows'
import { judgeUnconstraining } from './bookings-unconstrained'
import { rowFiles } from './parquet-rows'
import { type Job, Metric, type Release, type Trainer } from './trainer'

const Answer = z.object({ version: z.string(), onnx_sha256: z.string(), onnx_bytes: z.number() })

const WORLD = { markets: 10, from: '2025-01-01', days: 400 } as const
const SIMULATOR = { name: 'Market simulator of this project (pipelines/simulator)', licence: 'MIT' }
/** Evenings of the end that are tested on. */
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
}

async function evaluate(job: Job): Promise<Metric[]> {
  const { markets, rows, testFrom } = await writeRows(job, TEST_DAYS)
  const answer = await runPython(
    'fareline_training.bookings',
    [
      ...['evaluate', '--rows', rows.rows, '--schema', rows.schema],
      ...['--seed', String(job.seed), '--recipe', job.recipe, '--test-from', String(testFrom)],
    ],
    job.say
  )
  const judged = z.array(Metric).parse(JSON.parse(answer))
  return [...judged, ...judgeUnconstraining(markets, CLOSED_SHARE)]
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const { rows } = await writeRows(job, 0)
  const metricsFile = join(job.folder, 'bookings-metrics.json')
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const out = join(release.artifacts, 'bookings')
  const { data, name, licence, url } = HOTELS
  const answer = await runPython(
    'fareline_training.bookings',
    [
      ...['train', '--rows', rows.rows, '--schema', rows.schema, '--metrics', metricsFile],
      ...['--seed', String(job.seed), '--recipe', job.recipe, '--out', out],
      ...['--created-at', release.createdAt, '--model-version', release.version],
      ...['--sources', JSON.stringify({ [data]: { name, licence, url }, simulator: SIMULATOR })],
    ],
    job.say
  )
  const written = Answer.parse(JSON.parse(answer))
  Manifest.parse(JSON.parse(readFileSync(join(out, written.version, 'manifest.json'), 'utf8')))
  return written
}

/** The last `testDays` evenings of the simulation are not learned from. */
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
