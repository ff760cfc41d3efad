/**
 * Trainer of the quote-validity model. It ships from the simulator and ARN-FRA (MIT). Held-out
 * refits on a low-cost panel (evaluation only), ARN-FRA and simulated markets judge it.
 */
import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import { quoteValidityRows } from '../../../pipelines/training/quote-validity/quote-validity-rows'
import { keepRows, rowsKey } from '../kit/kept-rows'
import { ARN_FRA, readPanel, WIZZ } from '../kit/panels'
import { rowFiles } from '../kit/parquet-rows'
import { releaseFromPython, searchInPython } from '../kit/python-fit'
import { SIMULATOR, sourceOf } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { type QuoteData, writeQuoteValidityRows } from './quote-panel-rows'
import { evaluatePlan, type QuotePlan, rowsOf } from './quote-validity-evaluation'
import { lowestOf, simulatedPanel } from './quote-validity-panels'

export const quoteValidityTrainer: Trainer = {
  model: 'hold',
  files: [WIZZ.file, ARN_FRA.file],
  columns: [
    { name: 'log_loss', title: 'log loss', as: 'number' },
    { name: 'ece', title: 'ECE', as: 'number' },
    { name: 'auc', title: 'AUC', as: 'number' },
    { name: 'held', title: 'held', as: 'share' },
    { name: 'out_of_policy', title: 'out of policy', as: 'share' },
    { name: 'of_fixed_age', title: 'of fixed age', as: 'number' },
    { name: 'of_whole_cache', title: 'of whole cache', as: 'number' },
    { name: 'suppressed', title: 'not shown', as: 'share' },
  ],
  async evaluate(job) {
    const metrics: Metric[] = []
    for (const plan of [wizzPlan, arnFraPlan, simulatorPlan]) {
      metrics.push(...(await evaluatePlan(job, await plan(job))))
    }
    return metrics
  },
  train,
  search,
}

const WARM_UP_MS = 10 * DAY_MS

async function wizzPlan({ data }: Job): Promise<QuotePlan> {
  const testFrom = Date.parse('2016-02-20')
  const events = await readPanel(data, WIZZ)
  return {
    data: WIZZ.data,
    split: 'seen before 2016-02-20, tested after',
    events,
    share: 1,
    sideOf: (_, at) => (at < testFrom ? 'train' : 'test'),
    sightings: events.filter(({ at }) => at >= testFrom - WARM_UP_MS),
    countFrom: testFrom,
  }
}

/** No departure and no day is on both sides. */
async function arnFraPlan({ data }: Job): Promise<QuotePlan> {
  const last = '2019-05-16'
  const testFrom = (dayNumber(last) + 1) * DAY_MS
  const events = await readPanel(data, ARN_FRA)
  return {
    data: ARN_FRA.data,
    split: `departures to ${last}, tested on later ones, after it`,
    events,
    share: 1,
    sideOf({ departureDate }, at) {
      if (departureDate <= last) return 'train'
      return at >= testFrom ? 'test' : undefined
    },
    sightings: lowestOf(events).filter(
      ({ at, departureDate }) => at >= testFrom - WARM_UP_MS && departureDate > last
    ),
    countFrom: testFrom,
  }
}

async function simulatorPlan({ seed }: Job): Promise<QuotePlan> {
  const from = '2026-01-05'
  const testFrom = (dayNumber(from) + 60) * DAY_MS
  const events = simulatedPanel({ seed, markets: 12, from, days: 80 })
  return {
    data: 'simulator',
    split: '12 markets, 60 days, tested on the 20 after',
    events,
    share: 1,
    sideOf: (_, at) => (at < testFrom ? 'train' : 'test'),
    sightings: events.filter(({ at }) => at >= testFrom - WARM_UP_MS),
    countFrom: testFrom,
  }
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const sources = { simulator: SIMULATOR, [ARN_FRA.data]: sourceOf(ARN_FRA) }
  const files = rowFiles(job.folder, 'hold')
  await keepRows(files, rowsKey(job, [ARN_FRA.file], 'hold'), job.say, async () =>
    writeQuoteValidityRows(files, await shippedRows(job), job.row)
  )
  return releaseFromPython(
    job,
    'hold',
    files,
    { python: 'quote_validity', sources, metrics },
    release
  )
}

/** Training rows of held-out refits on real panels, and simulated rows of the world that ships. */
async function search(job: Job, seconds: number) {
  const files = rowFiles(job.folder, 'hold-search')
  const key = rowsKey(job, [WIZZ.file, ARN_FRA.file], 'hold-search')
  await keepRows(files, key, job.say, async () => {
    const data: QuoteData[] = [simulatedRows(job)]
    for (const plan of [await wizzPlan(job), await arnFraPlan(job)]) {
      data.push({ data: plan.data, rows: rowsOf(job, plan).train })
    }
    await writeQuoteValidityRows(files, data, job.row)
  })
  return searchInPython(job, 'quote_validity', files, seconds)
}

async function shippedRows(job: Job): Promise<QuoteData[]> {
  const events = await readPanel(job.data, ARN_FRA)
  const seen = quoteValidityRows(events, { seed: job.seed, share: 1, wanted: () => true })
  return [simulatedRows(job), { data: ARN_FRA.data, rows: [...seen] }]
}

/** A simulated world other than the one of the held-out refits. */
function simulatedRows(job: Job): QuoteData {
  job.say('simulating 40 markets for 90 days')
  const events = simulatedPanel({ seed: job.seed + 1, markets: 40, from: '2026-03-02', days: 90 })
  const rows = quoteValidityRows(events, { seed: job.seed, share: 0.6, wanted: () => true })
  return { data: 'simulator', rows: [...rows] }
}
