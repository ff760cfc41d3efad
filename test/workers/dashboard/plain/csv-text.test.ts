import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../../../workers/dashboard/plain/csv-text'

describe('a table as CSV', () => {
  it('reads back as it was, whatever its texts hold', () => {
    const text = fc.string().filter((each) => !/^[=+\-@\t\r]/.test(each))
    const row = fc.tuple(text, fc.oneof(fc.integer(), fc.constant(null)))
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const read: unknown = parse(csvText(['name', 'count'], rows), { relax_column_count: true })
        expect(read).toEqual([
          ['name', 'count'],
          ...rows.map(([name, count]) => [name, count === null ? '' : String(count)]),
        ])
      })
    )
  })

  it('keeps a spreadsheet from running a text as a formula', () => {
    expect(csvText(['a'], [['=1+1'], ['@x'], ['-5.96'], ['-x']])).toBe(
      "a\r\n'=1+1\r\n'@x\r\n-5.96\r\n'-x\r\n"
    )
  })
})
