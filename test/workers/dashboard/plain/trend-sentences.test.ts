import { expect, it } from 'vitest'
import { indexSentence, peaksSentence } from '../../../../workers/dashboard/plain/trend-sentences'

const index = {
  scope: 'all',
  window: 'all',
  method: 'jevons',
  period: 'week',
  currency: 'EUR',
  base_period: '2026-10-26',
  contributions: null,
  currencies_left_out: [],
} as unknown as Parameters<typeof indexSentence>[0]

it('compares the last known period of an index with its base', () => {
  const period = (day: string, value: number | null) =>
    ({ period: day, status: 'ok', index: value, coverage: 1, items: 9 }) as const
  const periods = [
    period('2026-10-26', 100),
    period('2026-11-23', 96.11),
    period('2026-11-30', null),
  ]
  expect(indexSentence({ ...index, periods })).toBe(
    'Fares for like cost 3.9 % less in the week of 23 Nov than in that of 26 Oct.'
  )
  expect(indexSentence({ ...index, periods: [] })).toContain('Too few fares')
})

it('names the peaks, or that there are none', () => {
  const week = (day: string, peak: boolean) => ({
    week: day,
    searches: 9,
    share: 0.1,
    ratio_to_around: 2,
    peak,
    holidays: [],
  })
  expect(peaksSentence([week('2026-12-21', true), week('2026-12-28', false)])).toContain('21 Dec')
  expect(peaksSentence([])).toContain('No week')
})
