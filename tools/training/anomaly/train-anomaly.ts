/**
 * The anomaly model's trainer. It is fitted and tuned on earlier days and one seed of faults, judged on
 * later days and another seed; shipped from the simulator, Expedia, EaseMyTrip and ARN-FRA.
 */
import { join } from 'node:path'
import { FAULT_KINDS } from '../../../pipelines/simulator/pricing/truth'
import { TRAINING_SOURCES } from '../fare/fare-data'
import { ARN_FRA, WIZZ } from '../kit/panels'
import { fitInPython, releaseFromPython } from '../kit/python-fit'
import { SIMULATOR, sourceOf } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { type AnomalyData, anomalyData, wizzData } from './anomaly-data'
import { DETECTORS, judgedBy, verdictsOf } from './anomaly-detectors'
import { judgeNab, NAB_WINDOWS } from './anomaly-nab'
import { openAnomaly, writeAnomalyRows } from './anomaly-rows'
import { searchAnomaly } from './anomaly-search'
import { figuresOf, sideOf, type WatchedData, watched } from './anomaly-sides'

export const anomalyTrainer: Trainer = {
  model: 'anomaly',
  files: [NAB_WINDOWS, WIZZ.file, ARN_FRA.file, ...TRAINING_SOURCES.map(({ file }) => file)],
  columns: [
    { name: 'recall', title: 'recall', as: 'share' },
    { name: 'false_incidents', title: 'false / month', as: 'number' },
    ...FAULT_KINDS.map((kind) => ({
      name: kind,
      title: kind.replace('_', ' '),
      as: 'share' as const,
    })),
  ],
  evaluate,
  train,
  search: async (job) => {
    const data = (await anomalyData(job)).map(watched)
    return searchAnomaly(job, data, await fitEarlier(job, data))
  },
}

async function evaluate(job: Job): Promise<Metric[]> {
  const shipped = (await anomalyData(job)).map(watched)
  const opened = await fitEarlier(job, shipped)
  job.say('reading the panel that is for evaluation only')
  const all = [...shipped, watched(await wizzData(job))]
  const trainRows = earlier(shipped).reduce((sum, { rows }) => sum + rows.length, 0)
  const metrics: Metric[] = []
  for (const data of all) {
    job.say(`putting faults into ${data.of.data}`)
    const side = sideOf(data, 'test', job.seed)
    const verdicts = await verdictsOf(side, opened)
    for (const detector of DETECTORS) {
      const figures = figuresOf(side, (row) => judgedBy(detector, verdicts.get(row), opened.scale))
      const kinds = Object.entries(figures.byKind).filter(([, { faults }]) => faults > 0)
      metrics.push({
        data: data.of.data,
        split: splitText(data.of, side.markets, side.days),
        rows: figures.faults,
        train_rows: trainRows,
        model: detector,
        values: {
          recall: figures.found / figures.faults,
          false_incidents: figures.falseIncidents,
          ...Object.fromEntries(kinds.map(([kind, { faults, found }]) => [kind, found / faults])),
        },
      })
    }
  }
  return [...metrics, ...(await judgeNab(job.data, opened, trainRows))]
}

function splitText({ split, shipped, unit }: AnomalyData, markets: number, days: number): string {
  const seen = `${markets} ${unit}${markets === 1 ? '' : 's'}, ${days} days`
  return `${split} (${seen}${shipped ? '' : '; a transfer'})`
}

/** A held-out refit of the shipped recipe, on days before every test. */
async function fitEarlier(job: Job, data: readonly WatchedData[]) {
  const folder = join(job.folder, 'anomaly-refit')
  const files = await writeAnomalyRows(job, 'anomaly-refit', earlier(data))
  const fitting = { python: 'anomaly', folder, sources: SOURCES, metrics: [] }
  const release = { createdAt: '2000-01-01T00:00:00Z', version: '' }
  const { version } = await fitInPython(job, files, fitting, release)
  return openAnomaly(join(folder, version))
}

function earlier(data: readonly WatchedData[]) {
  return data.map(({ of, clean }) => ({
    data: of.data,
    rows: clean.filter(({ day }) => day < of.testFrom),
  }))
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const data = (await anomalyData(job)).map(watched)
  const rows = data.map(({ of, clean }) => ({
    data: of.data,
    rows: clean,
    scrapedAt: of.scrapedAt,
  }))
  const files = await writeAnomalyRows(job, 'anomaly', rows)
  const fitting = { python: 'anomaly', sources: SOURCES, metrics }
  return releaseFromPython(job, 'anomaly', files, fitting, release)
}

const SOURCES = {
  simulator: SIMULATOR,
  ...Object.fromEntries(
    [ARN_FRA, ...TRAINING_SOURCES].map((source) => [source.data, sourceOf(source)])
  ),
}
