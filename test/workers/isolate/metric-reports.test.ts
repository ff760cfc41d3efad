import { expect, test } from 'vitest'
import type { MetricReport } from '../../../pipelines/observe/metric-counts'
import { MetricReports } from '../../../workers/isolate/metric-reports'

test('counts of a while are sent in one report, and none without a count', async () => {
  const sent: MetricReport[] = []
  const reports = new MetricReports(async (report) => sent.push(report), 5)
  const deferred: Promise<unknown>[] = []
  for (let message = 0; message < 3; message += 1) {
    reports.counts.count('fareline_queue_messages', { outcome: 'done' })
    reports.reportSoon((work) => deferred.push(work))
  }
  expect(deferred).toHaveLength(1)
  await Promise.all(deferred)
  await reports.flush()
  expect(sent.map(({ samples }) => samples)).toEqual([
    { 'fareline_queue_messages_total{outcome="done"}': 3 },
  ])
})

test('a report that fails is lost, and the next one goes out', async () => {
  let isDown = true
  const sent: MetricReport[] = []
  const reports = new MetricReports(async (report) => {
    if (isDown) throw new Error('away')
    sent.push(report)
  }, 1)
  reports.counts.count('fareline_queue_messages', { outcome: 'done' })
  await expect(reports.flush()).rejects.toThrow('away')
  isDown = false
  reports.counts.count('fareline_queue_messages', { outcome: 'retried' })
  await reports.flush()
  expect(sent).toHaveLength(1)
})
