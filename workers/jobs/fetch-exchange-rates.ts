/** Fetches the central bank's latest rates, for both modes. Days that are there already stay. */

import { readRateFile } from '../../pipelines/sources/rates/rate-file'
import { rateTextOf } from '../ingest/rate-text'
import { readScopes } from '../storage/account/accounts'
import { CENTRAL_BANK, storeRates } from '../storage/rate-rows'
import type { Job } from './job'

const TIMEOUT_MS = 20_000

export const fetchExchangeRates: Job = async (services, _at, scopes) => {
  const { db, exchangeRatesUrl: url } = services
  if (url === undefined) return { skipped: 'EXCHANGE_RATES_URL is not set' }
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}; it is asked again`)

  const file = rateTextOf(new Uint8Array(await response.arrayBuffer()))
  if ('detail' in file) throw new Error(`${url} has no rates: ${file.detail}`)
  const { tables, problems } = readRateFile(file.text, CENTRAL_BANK)
  const [first] = problems
  if (first) services.log.error('rates not read', { url, problems: problems.length, first })
  if (tables.length === 0) throw new Error(`${url} has no rates: ${first?.detail ?? 'it is empty'}`)

  const report = { days: tables.length, problems: problems.length, added: 0, replaced: 0 }
  for (const scope of scopes ?? (await readScopes(services.db))) {
    const { added, replaced } = await storeRates(db, scope, tables)
    report.added += added
    report.replaced += replaced
  }
  return report
}
