import { expect, test } from 'vitest'
import { MetricCounts } from '../../../pipelines/observe/metric-counts'
import { BUCKETS } from '../../../pipelines/observe/metrics'

test('counts of one series add up, and a report begins anew', () => {
  const counts = new MetricCounts()
  counts.count('fareline_queue_messages', { outcome: 'done' }, 2)
  counts.count('fareline_queue_messages', { outcome: 'done' })
  counts.count('fareline_queue_messages', { outcome: 'retried' }, 0)
  expect(counts.drain().samples).toEqual({ 'fareline_queue_messages_total{outcome="done"}': 3 })
  expect(counts.isEmpty).toBe(true)
  expect(counts.drain()).toEqual({ samples: {}, slos: {} })
})

test('each bucket of a histogram counts what is at its bound or below', () => {
  const counts = new MetricCounts()
  for (const seconds of [0.001, 0.03, 0.1, 7_200]) {
    counts.observe('fareline_queue_age_seconds', {}, seconds)
  }
  const { samples } = counts.drain()
  const bucket = (le: string) => samples[`fareline_queue_age_seconds_bucket{le="${le}"}`]
  expect([bucket('0.001'), bucket('0.025'), bucket('0.05'), bucket('0.1')]).toEqual([1, 1, 2, 3])
  expect([bucket('3600.0'), bucket('+Inf')]).toEqual([3, 4])
  expect(samples.fareline_queue_age_seconds_count).toBe(4)
  expect(samples.fareline_queue_age_seconds_sum).toBeCloseTo(7_200.131)
  expect(Object.keys(samples)).toHaveLength(BUCKETS.length + 3)
})

test('events of an SLO are counted apart for its history, and as samples', () => {
  const counts = new MetricCounts()
  counts.judge('availability', true, 3)
  counts.judge('availability', false)
  const { samples, slos } = counts.drain()
  expect(slos).toEqual({ availability: { good: 3, total: 4 } })
  expect(samples).toEqual({
    'fareline_slo_events_total{slo="availability",outcome="good"}': 3,
    'fareline_slo_events_total{slo="availability",outcome="bad"}': 1,
  })
})
