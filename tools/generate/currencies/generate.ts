/**
 * Joins the minor units of ISO 4217 list one (`iso-4217.csv`, written by `refresh.ts`) with the days
 * a currency was legal tender somewhere, by the Unicode CLDR. Minor units never come from CLDR: its
 * digits are for display and differ for 16 currencies.
 *
 *   tsx tools/generate/currencies/generate.ts [--check]
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { writeGenerated } from '../generated'

const Tender = z.object({
  _from: z.string().optional(),
  _to: z.string().optional(),
  _tender: z.string().optional(),
})
const CurrencyData = z.object({
  supplemental: z.object({
    currencyData: z.object({
      region: z.record(z.string(), z.array(z.record(z.string(), Tender))),
    }),
  }),
})
type Tender = z.infer<typeof Tender>

const NO_DAY = '          '

const csv = await readFile('tools/generate/currencies/iso-4217.csv', 'utf8')
const rows = csv.trim().split('\n').slice(1).map(rowOf)
const newest = rows
  .map(({ edition }) => edition)
  .sort()
  .at(-1)
const tenders = await readTenders()
await writeGenerated('models/airline/currencies.generated.json', {
  source:
    'ISO 4217 list one (PyPI iso4217); days: Unicode CLDR (npm cldr-core), currencyData.region',
  licence: 'list one: public domain; CLDR: Unicode-3.0; changed: reduced to digits and days',
  edition: newest,
  currencies: rows.map(recordOf).join(''),
})

/** code 3, minor digits 1, first day 10, last day 10 characters */
function recordOf({ code, digits, edition }: ReturnType<typeof rowOf>): string {
  const spans = tenders.get(code) ?? []
  const from = spans.map(({ _from }) => _from ?? '').sort()[0]
  if (edition === newest) return code + digits + (from || NO_DAY) + NO_DAY

  const until = spans
    .map(({ _to }) => _to ?? '')
    .sort()
    .at(-1)
  if (!until) throw new Error(`${code} left ISO 4217 after ${edition}, and CLDR has no last day`)
  return code + digits + (from || NO_DAY) + until
}

function rowOf(line: string) {
  const [code = '', digits = '', edition = ''] = line.split(',')
  if (!/^[A-Z]{3},\d,\d{4}-\d\d-\d\d$/.test(line)) throw new Error(`iso-4217.csv: ${line}`)
  return { code, digits, edition }
}

/** Spans in which a currency was legal tender of some country. */
async function readTenders(): Promise<ReadonlyMap<string, Tender[]>> {
  const file = createRequire(import.meta.url).resolve('cldr-core/supplemental/currencyData.json')
  const { supplemental } = CurrencyData.parse(JSON.parse(await readFile(file, 'utf8')))
  const byCode = new Map<string, Tender[]>()
  for (const [code, tender] of Object.values(supplemental.currencyData.region)
    .flat()
    .flatMap((each) => Object.entries(each))) {
    if (tender._tender === 'false') continue
    byCode.set(code, [...(byCode.get(code) ?? []), tender])
  }
  return byCode
}
