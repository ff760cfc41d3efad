import { expect, test } from 'vitest'
import { monthOf } from '../../../tools/cost/month'
import { noCounts } from '../../../tools/counting/counts'

const nothing = { ...noCounts(), cpuMs: 0 }
const run = {
  events: 100,
  seconds: 10,
  fed: 300,
  load: { ...nothing, requests: 200, objectRequests: 10, cpuMs: 50 },
  upkeep: { ...nothing, r2Writes: 8, cpuMs: 4 },
  idle: new Map([['sweep', { ...noCounts(), requests: 1, databaseRowsWritten: 2 }]]),
  schedule: new Map([['sweep', '*/5 * * * *']]),
}

test('the load grows with its events, and upkeep with all events that were kept', () => {
  const month = monthOf(run, 1_000, 5)
  expect(month.requests).toBe((30_000 / 100) * 200)
  expect(month.r2Writes).toBe((30_000 / 400) * 8)
  expect(month.objectMs).toBe(300 * 10 * 5)
  expect(month.cpuMs).toBe(300 * 50 + 75 * 4)
})

test('a job without work costs as often as its cron fires, and the cron counts once', () => {
  const month = monthOf(run, 1_000, 5)
  expect(month.crons).toBe(30 * 24 * 12)
  expect(month.databaseRowsWritten).toBe(2 * 30 * 24 * 12)
})
