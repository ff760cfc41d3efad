/**
 * Evaluates the recipe of the quote-validity model: its probabilities beside plain curves, and the
 * cache it controls beside caches controlled by age or at random, with equal refreshes.
 */
import { join } from 'node:path'
import { baselineQuoteValidity } from '../../../models/quote-validity/baseline-quote-validity'
import { chanceWithin } from '../../../models/quote-validity/change-distribution'
import { hold } from '../../../models/quote-validity/hosted-quote-validity'
import type { QuoteValidityModel } from '../../../models/quote-validity/quote-validity-model'
import {
  PARTNER_POLICIES,
  type QuotePolicy,
  toleranceOf,
} from '../../../pipelines/answers/quote-check/quote-policy'
import type { SearchEvent } from '../../../pipelines/events/event'
import type { CachedQuote } from '../../../pipelines/features/quote-validity/partner-quote'
import { fitAgeCurve } from '../../../pipelines/training/quote-validity/quote-age-curve'
import {
  type CacheCounts,
  type Chooser,
  playCache,
} from '../../../pipelines/training/quote-validity/quote-cache'
import {
  ageCurve,
  clairvoyant,
  fixedAge,
  fixedCycle,
  modelChooser,
  randomly,
} from '../../../pipelines/training/quote-validity/quote-choosers'
import {
  chanceFigures,
  type Judged,
} from '../../../pipelines/training/quote-validity/quote-figures'
import {
  type QuoteValidityRow,
  quoteValidityRows,
} from '../../../pipelines/training/quote-validity/quote-validity-rows'
import { openFitted } from '../kit/open-fitted'
import { rowFiles } from '../kit/parquet-rows'
import { fitInPython } from '../kit/python-fit'
import type { Job, Metric } from '../kit/trainer'
import { writeQuoteValidityRows } from './quote-panel-rows'

export type QuotePlan = {
  readonly data: string
  readonly split: string
  /** In event-time order. */
  readonly events: readonly SearchEvent[]
  /** Share of the rows to keep. */
  readonly share: number
  sideOf(quote: CachedQuote, at: number): 'train' | 'test' | undefined
  /** Observations for the cache simulation, one quote each; counted from `countFrom` on. */
  readonly sightings: readonly SearchEvent[]
  readonly countFrom: number
}

/** Shares of the quotes shown in a tick that may be refreshed. */
export const BUDGETS = [0.1, 0.3, 0.6]

type Rows = {
  readonly train: readonly QuoteValidityRow[]
  readonly test: readonly QuoteValidityRow[]
}

export async function evaluatePlan(job: Job, plan: QuotePlan): Promise<Metric[]> {
  job.say(`${plan.data}: playing ${plan.events.length} sightings into rows`)
  const rows = rowsOf(job, plan)
  const files = rowFiles(job.folder, `hold-${plan.data}`)
  await writeQuoteValidityRows(files, [{ data: plan.data, rows: rows.train }], job.row)
  const folder = join(job.folder, `hold-${plan.data}`)
  const sources = { [plan.data]: { name: plan.data, licence: '' } }
  const fitting = { python: 'quote_validity', folder, sources, metrics: [] }
  const createdAt = new Date(plan.countFrom).toISOString()
  const { version } = await fitInPython(job, files, fitting, { createdAt, version: 'sister' })
  const model = hold.serve(openFitted(join(folder, version)))
  const metrics: Metric[] = []
  for (const [partner, policy] of Object.entries(PARTNER_POLICIES)) {
    const split = `${plan.split}; ${partner}`
    const base = { data: plan.data, split, train_rows: rows.train.length }
    for (const [name, values] of await judge(rows, model, policy)) {
      metrics.push({ ...base, rows: rows.test.length, model: name, values })
    }
    job.say(`${plan.data}: playing the cache for ${partner}`)
    metrics.push(...(await playAll(job, plan, rows, model, partner, policy)))
  }
  return metrics
}

export function rowsOf({ seed, row }: Job, plan: QuotePlan): Rows {
  const train: QuoteValidityRow[] = []
  const test: QuoteValidityRow[] = []
  const wanted = (quote: CachedQuote, at: number) => plan.sideOf(quote, at) !== undefined
  for (const each of quoteValidityRows(plan.events, { seed, share: plan.share, wanted })) {
    row()
    if (plan.sideOf(each.quote, each.at) === 'test') test.push(each)
    else train.push(each)
  }
  return { train, test }
}

async function judge(
  { train, test }: Rows,
  model: QuoteValidityModel,
  policy: QuotePolicy
): Promise<[string, Record<string, number>][]> {
  const valid = test.map((row) => isStillValid(row, policy))
  const figures = (chances: readonly (number | undefined)[]) =>
    chanceFigures(
      chances.flatMap((chance, at): Judged[] =>
        chance === undefined ? [] : [{ chance, isValid: valid[at] ?? false }]
      )
    )
  const rows = test.map(({ row }) => row)
  const within = async (answering: Pick<QuoteValidityModel, 'predict'>) => {
    const changes = await answering.predict(rows)
    return changes.map((change, at) => {
      const row = test[at]
      const limits = row && limitsOf(row.quote, policy)
      return change && limits && chanceWithin(change, limits.lower, limits.upper)
    })
  }
  const curve = curveOf(train, policy)
  const usual = train.filter((row) => isStillValid(row, policy)).length / train.length
  return [
    ['hold model', figures(await within(model))],
    ['market rate baseline', figures(await within(baselineQuoteValidity('compared')))],
    ['age curve', figures(test.map(({ at, quote }) => curve(at - quote.quotedAt)))],
    ['constant', figures(test.map(() => usual))],
  ]
}

function curveOf(train: readonly QuoteValidityRow[], policy: QuotePolicy) {
  return fitAgeCurve(
    train.map((row) => ({ ageMs: row.at - row.quote.quotedAt, isValid: isStillValid(row, policy) }))
  )
}

function isStillValid({ quote, change }: QuoteValidityRow, policy: QuotePolicy): boolean {
  const { lower, upper } = limitsOf(quote, policy)
  return change >= lower && change <= upper
}

/** Panels come without rates: money limits hold in their own currency alone. */
function limitsOf(quote: CachedQuote, policy: QuotePolicy) {
  return toleranceOf(policy, quote, () => undefined)
}

async function playAll(
  { seed }: Job,
  plan: QuotePlan,
  rows: Rows,
  model: QuoteValidityModel,
  partner: string,
  policy: QuotePolicy
): Promise<Metric[]> {
  const curve = curveOf(rows.train, policy)
  const choosers: Chooser[] = [
    modelChooser('hold model', model),
    modelChooser('hold model, suppresses', model, 1),
    fixedAge,
    fixedCycle,
    randomly(seed),
    ageCurve(curve),
    modelChooser('market rate baseline', baselineQuoteValidity('compared')),
    clairvoyant,
  ]
  const metrics: Metric[] = []
  for (const budget of BUDGETS) {
    const trial = { ...plan, seed, budget, policy }
    const played: [string, CacheCounts][] = []
    for (const chooser of choosers) played.push([chooser.name, await playCache(trial, chooser)])
    const countsOf = ({ name }: Chooser) => played.find(([each]) => each === name)?.[1]
    const [aged, cycled] = [countsOf(fixedAge), countsOf(fixedCycle)]
    metrics.push(
      ...played.map(([name, counts]) => ({
        data: plan.data,
        split: `${plan.split}; ${partner}; cache, ${budget * 100} % looked up`,
        rows: counts.displays,
        train_rows: rows.train.length,
        model: name,
        values: cacheFigures(counts, aged, cycled),
      }))
    )
  }
  return metrics
}

function cacheFigures(
  counts: CacheCounts,
  aged: CacheCounts | undefined,
  cycled: CacheCounts | undefined
): Record<string, number> {
  const out = violationShare(counts)
  return {
    out_of_policy: out,
    ...(aged && { of_fixed_age: out / violationShare(aged) }),
    ...(cycled && { of_whole_cache: out / violationShare(cycled) }),
    looks_per_quote: counts.looks / counts.quotes,
    suppressed: counts.suppressed / counts.displays,
  }
}

function violationShare({ violations, displays, suppressed }: CacheCounts): number {
  return violations / (displays - suppressed)
}
