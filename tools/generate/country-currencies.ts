/**
 * Compacts the Unicode CLDR's list of legal tender to one currency a country: the one CLDR puts
 * first among those in use. A country that changed its currency has the new one, for the past too.
 *
 *   tsx tools/generate/country-currencies.ts [--check]
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { minorDigits } from '../../models/airline/money'
import { writeGenerated } from './generated'

/**
 * Where CLDR's first currency has no exchange rate of the European Central Bank and another legal
 * tender has one.
 */
const WITH_RATES: Readonly<Record<string, string>> = { ZW: 'USD' }

const Tender = z.object({ _to: z.string().optional(), _tender: z.string().optional() })
const Tenders = z.array(z.record(z.string(), Tender))
const CurrencyData = z.object({
  supplemental: z.object({
    currencyData: z.object({
      region: z.record(z.string(), Tenders),
    }),
  }),
})

const file = createRequire(import.meta.url).resolve('cldr-core/supplemental/currencyData.json')
const { supplemental } = CurrencyData.parse(JSON.parse(await readFile(file, 'utf8')))
const records = Object.entries(supplemental.currencyData.region)
  .map(([country, tenders]) => [country, WITH_RATES[country] ?? currencyInUse(tenders)] as const)
  .filter(([, currency]) => currency !== undefined)
  .sort(([a], [b]) => (a < b ? -1 : 1))
await writeGenerated('models/airline/country-currencies.generated.json', {
  source: 'Unicode CLDR (cldr-core), https://github.com/unicode-org/cldr-json',
  licence: 'Unicode-3.0; changed: reduced to one current currency a country',
  currencies: records.flat().join(''),
})

function currencyInUse(tenders: z.infer<typeof Tenders>): string | undefined {
  return tenders
    .flatMap((each) => Object.entries(each))
    .filter(([, { _to, _tender }]) => _to === undefined && _tender !== 'false')
    .map(([currency]) => currency)
    .find((currency) => minorDigits(currency) !== undefined)
}
