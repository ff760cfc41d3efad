import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { duesBetween } from '../../../tools/jobs/fire-jobs'

test('crons fire in order, those of one instant together', () => {
  const jobs = [
    { name: 'often', cron: '*/5 * * * *' },
    { name: 'hourly', cron: '5 * * * *' },
  ]
  const from = Date.parse('2026-11-20T12:00:00Z')
  const dues = duesBetween(jobs, from, from + 10 * 60_000)
  expect(dues).toEqual([
    { at: from + 5 * 60_000, jobs: ['often', 'hourly'] },
    { at: from + 10 * 60_000, jobs: ['often'] },
  ])
  expect(duesBetween(jobs, from, from + 30 * DAY_MS)).toHaveLength(30 * 24 * 12)
})
