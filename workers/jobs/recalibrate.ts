/**
 * Learns from settled answers how the outlook errs, once a day: see pipelines/ledger/recalibration. The
 * result replaces the one before; each day's is kept in the lake, so that an answer's `calibrated_on` can
 * be looked up. A cron works in one hour of the day, a key whenever it is run.
 */
import { DAY_MS, HOUR_MS, utcDay } from '../../models/airline/calendar'
import { Claims } from '../../pipelines/events/claims'
import { recalibrationFile } from '../../pipelines/lake/keys'
import {
  fitRecalibration,
  type Samples,
} from '../../pipelines/ledger/recalibration/fit-recalibration'
import {
  type AdviceSample,
  adviceSamples,
  type ForecastSample,
  forecastSamples,
} from '../../pipelines/ledger/recalibration/settled-forecasts'
import { Verdict } from '../../pipelines/ledger/verdict'
import { publishRecalibration } from '../answering/recalibration-of'
import { type IndexedDecision, settledSince } from '../storage/decision-rows'
import { defineJob, eachPage, eachScope, type ScopeRun } from './runs/run-job'

/** Older errors are of another season. */
const LEARNED_DAYS = 60
const HOUR_OF_DAY = 3
const PAGE = 250
/** 20,000 decisions: 10 MB of samples. The newest are read first. */
const MOST_PAGES = 80

export const recalibrate = defineJob('recalibrate', 'ledger', async (run) => {
  if (!run.onDemand && Math.floor((run.at % DAY_MS) / HOUR_MS) !== HOUR_OF_DAY) {
    return { skipped: true }
  }
  return eachScope(run, async (run) => {
    const { services, scope, at } = run
    const samples = await readSamples(run)
    const found = fitRecalibration(samples)
    await publishRecalibration(services, scope, found)
    if (found) await services.lake.put(recalibrationFile(scope, utcDay(at)), JSON.stringify(found))
    const counts = {
      forecasts: samples.forecasts.length,
      advice: samples.advice.length,
      cells: found?.cells.length ?? 0,
      last_price: found?.cells.filter(({ weight }) => weight === 0).length ?? 0,
    }
    return { counts, more: false }
  })
})

async function readSamples(run: ScopeRun): Promise<Samples> {
  const { services, scope, at } = run
  const forecasts: ForecastSample[] = []
  const advice: AdviceSample[] = []
  const window = { from: at - LEARNED_DAYS * DAY_MS, to: at }
  let before: { readonly at: number; readonly id: string } | undefined
  await eachPage(run, MOST_PAGES, async () => {
    const page = await settledSince(services.db, scope, { ...window, before }, PAGE)
    for (const row of page) {
      const decision = { ...row, claims: claimsOf(row), verdicts: verdictsOf(row) }
      forecasts.push(...forecastSamples(decision))
      advice.push(...adviceSamples(decision))
    }
    before = page.at(-1)
    return page.length < PAGE
  })
  return { forecasts, advice }
}

function claimsOf({ claims }: IndexedDecision): Claims {
  return Claims.parse(JSON.parse(claims))
}

function verdictsOf({ verdicts }: IndexedDecision): Verdict[] {
  return Verdict.array().parse(JSON.parse(verdicts ?? '[]'))
}
