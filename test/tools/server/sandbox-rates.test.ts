import { describe, expect, it } from 'vitest'
import { readRateFile } from '../../../pipelines/sources/rates/rate-file'
import { sandboxRatesCsv } from '../../../tools/server/sandbox-rates'

const NOW = Date.parse('2026-03-02T10:00:00Z')

describe('the exchange rates of the sandbox', () => {
  const read = readRateFile(sandboxRatesCsv(NOW), 'sandbox')

  it('are a file that the API accepts without a rejected day', () => {
    expect(read).toMatchObject({ problems: [] })
  })

  it('cover today and every day of fed searches', () => {
    const days = read.tables.map(({ date }) => date)
    expect(days).toContain('2026-03-02')
    expect(days).toContain('2026-01-31')
    expect(days).toHaveLength(37)
  })
})
