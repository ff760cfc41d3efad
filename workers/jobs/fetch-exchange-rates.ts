/**
 * Fetches the central bank's latest rates, for both modes. Days that are there already stay. A day with
 * a rate beyond 20 % of the day before is left out and logged: an administrator loads it with force.
 */

import { readRateFile } from '../../pipelines/sources/rates/rate-file'
import { rateTextOf } from '../ingest/rate-text'
import { CENTRAL_BANK, steepChangesOf, storeRates } from '../storage/rate-rows'
import { defineJob, eachScope } from './runs/run-job'

const TIMEOUT_MS = 20_000

export const fetchExchangeRates = defineJob('fetch-exchange-rates', undefined, async (run) => {
  const { exchangeRatesUrl: url, log } = run.services
  if (url === undefined) return { skipped: 'EXCHANGE_RATES_URL is not set' }
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}; the next run tries again`)

  const file = rateTextOf(new Uint8Array(await response.arrayBuffer()))
  if ('detail' in file) throw new Error(`${url} has no rates: ${file.detail}`)
  const { tables, problems } = readRateFile(file.text, CENTRAL_BANK)
  const [first] = problems
  if (first) log.error('rates not read', { url, problems: problems.length, first })
  if (tables.length === 0) throw new Error(`${url} has no rates: ${first?.detail ?? 'it is empty'}`)

  const stored = await eachScope(run, async ({ services, scope }) => {
    const steep = await steepChangesOf(services, scope, tables)
    for (const change of steep) services.log.error('exchange rate refused', { change })
    const dates = new Set(steep.map(({ date }) => date))
    const sound = tables.filter(({ date }) => !dates.has(date))
    const { added, replaced } = await storeRates(services, scope, sound)
    return { counts: { added, replaced, refused: dates.size }, more: false }
  })
  return { days: tables.length, problems: problems.length, ...stored }
})
