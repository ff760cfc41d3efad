/** The shipped prior: packed levels, the manifest and the card written from it. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packLevels } from '../../models/prior/packed-levels'
import { PriorManifest } from '../../models/prior/prior-manifest'
import { quarterText } from '../../models/prior/quarters'
import { fitLevels } from '../../pipelines/training/prior/fit-levels'
import { INTERVAL_LEVEL, intervalsOf } from '../../pipelines/training/prior/prior-intervals'
import type { Metric } from '../training/kit/trainer'
import type { RegionErrors } from './evaluate-prior'
import { priorCard } from './prior-card'
import { type RegionData, spanOf } from './prior-regions'

const MOST_BYTES = 1_000_000

export type Evaluated = { readonly region: RegionData; readonly errors: RegionErrors }

export function writePrior(
  evaluated: readonly Evaluated[],
  metrics: readonly Metric[],
  release: { readonly out: string; readonly createdAt: string; readonly seed: number }
): { readonly folder: string; readonly bytes: number; readonly version: string } {
  const fitted = evaluated.map(({ region, errors }) => ({
    region,
    errors,
    levels: fitLevels(region.test.table),
  }))
  const packed = packLevels(fitted.map(({ levels }) => levels))
  if (packed.length > MOST_BYTES) {
    throw new Error(`levels.bin is ${packed.length} bytes, more than ${MOST_BYTES}`)
  }
  const sha256 = createHash('sha256').update(packed).digest('hex')
  const version = `${release.createdAt.slice(0, 10)}-${sha256.slice(0, 8)}`
  const manifest = PriorManifest.parse({
    schema: 1,
    model: 'prior',
    version,
    created_at: release.createdAt,
    task: 'price level of a market where no fare was observed',
    interval_level: INTERVAL_LEVEL,
    regions: fitted.map(({ region, errors, levels }) => ({
      ...region.facts,
      ...spanOf(region),
      base_quarters: levels.baseQuarters.map(quarterText),
      cities: region.places.map(({ name, airports }) => ({ name, airports })),
      curve: levels.curve,
      season: levels.season,
      intervals: intervalsOf([...errors.unseen, ...[...errors.later.values()].flat()]).map(
        ({ kind, ageYears, rows, low, high }) => ({ kind, age_years: ageYears, rows, low, high })
      ),
    })),
    training: {
      data: evaluated.map(({ region }) => ({
        name: region.facts.source,
        licence: region.licence,
        url: region.url,
        rows: region.test.table.fare.length,
        ...spanOf(region),
      })),
      seed: release.seed,
    },
    metrics: metrics.map(({ train_rows: _, ...metric }) => metric),
    levels_bytes: packed.length,
    levels_sha256: sha256,
  })
  const folder = join(release.out, 'prior', version)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'levels.bin'), packed)
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest)}\n`)
  writeFileSync(join(folder, 'card.md'), priorCard(manifest))
  writeFileSync(join(release.out, 'prior', 'champion.json'), `${JSON.stringify({ version })}\n`)
  return { folder, bytes: packed.length, version }
}
