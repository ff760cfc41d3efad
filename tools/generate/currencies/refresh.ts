/**
 * Rewrites `iso-4217.csv` from the editions of ISO 4217 list one that the PyPI package `iso4217`
 * has shipped since 2014: each currency with the minor units of its last edition, and that edition.
 * Older editions are read for the minor units of currencies that have ended.
 *
 *   tsx tools/generate/currencies/refresh.ts
 */
import { writeFile } from 'node:fs/promises'
import { pypiFile } from '../pypi-file'

/** Oldest first; add the newest at the end. Two of 2014 and 2015 state no date in the table. */
const EDITIONS: readonly (readonly [version: string, path: string, published: string])[] = [
  ['1.0.20140328', 'iso4217/table_a1.xml', '2014-03-28'],
  ['1.2.20150619', 'iso4217/table.xml', '2015-06-19'],
  ['1.4.20160701', 'iso4217/table.xml', '2016-07-01'],
  ['1.5.20180604', 'iso4217/table.xml', '2018-06-04'],
  ['1.6.20180829', 'iso4217/table.xml', '2018-08-29'],
  ['1.7.20211001', 'iso4217/table.xml', '2021-10-01'],
  ['1.9.20220401', 'iso4217/table.xml', '2022-04-01'],
  ['1.12.20240625', 'iso4217/table.xml', '2024-06-25'],
  ['1.14.20250512', 'iso4217/table.xml', '2025-05-12'],
  ['1.16.20260101', 'iso4217/table.xml', '2026-01-01'],
]

/** Entries without a number of minor units are no money of account: metals, testing, "no currency". */
const ENTRY = /<Ccy>([A-Z]{3})<\/Ccy>\s*<CcyNbr>\d+<\/CcyNbr>\s*<CcyMnrUnts>(\d)<\/CcyMnrUnts>/g

const rows = new Map<string, string>()
for (const [version, path, published] of EDITIONS) {
  const xml = pypiFile({ package: 'iso4217', version, path })
  for (const [, code = '', digits = ''] of xml.matchAll(ENTRY)) {
    rows.set(code, `${code},${digits},${published}`)
  }
}
const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
const file = 'tools/generate/currencies/iso-4217.csv'
await writeFile(file, `code,minor_digits,last_edition\n${lines.join('\n')}\n`)
console.log(`${file}: ${lines.length} currencies`)
