import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MetricCounts } from '../../../pipelines/observe/metric-counts'
import { METRICS } from '../../../pipelines/observe/metrics'
import { openMetricsText } from '../../../pipelines/observe/open-metrics'
import { sampleName } from '../../../pipelines/observe/sample-name'

test('a family has its type, unit and help, then its samples, and the text ends with EOF', () => {
  const text = openMetricsText({ fareline_database_size_bytes: 1_024 })
  expect(text.split('\n')).toEqual([
    '# TYPE fareline_database_size_bytes gauge',
    '# UNIT fareline_database_size_bytes bytes',
    '# HELP fareline_database_size_bytes Size of the D1 database.',
    'fareline_database_size_bytes 1024',
    '# EOF',
    '',
  ])
})

test('buckets stand in the order of their bounds, each set of labels together', () => {
  const counts = new MetricCounts()
  for (const operation of ['GET /b', 'GET /a']) {
    counts.observe('fareline_request_duration_seconds', { operation }, 0.02)
  }
  const lines = openMetricsText(counts.drain().samples).split('\n').slice(3, -2)
  const half = lines.length / 2
  expect(lines.slice(0, half).every((line) => line.includes('GET /a'))).toBe(true)
  const bounds = lines.slice(0, half - 2).map((line) => /le="(.*?)"/.exec(line)?.[1])
  expect(bounds.map(Number)).toEqual(bounds.map(Number).toSorted((a, b) => a - b))
  expect(bounds.at(-1)).toBe('+Inf')
  expect(lines.slice(half - 2, half).map((line) => line.replace(/\{.*/, ''))).toEqual([
    'fareline_request_duration_seconds_count',
    'fareline_request_duration_seconds_sum',
  ])
})

test('no label breaks out of its line, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (account) => {
      const name = sampleName('fareline_account_requests', '_total', { account, outcome: 'ok' })
      const lines = openMetricsText({ [name]: 1 }).split('\n')
      const quoted =
        /^fareline_account_requests_total\{account="((?:[^"\\\n]|\\["\\n])*)",outcome="ok"\} 1$/
      const value = quoted.exec(lines[2] ?? '')?.[1]
      expect(value?.replace(/\\(.)/g, (_, each) => (each === 'n' ? '\n' : each))).toBe(account)
    })
  )
})

test('a name ends with its unit, and every help is a sentence', () => {
  for (const [name, metric] of Object.entries(METRICS)) {
    if ('unit' in metric) expect(name.endsWith(`_${metric.unit}`)).toBe(true)
    expect(metric.help).toMatch(/^[A-Z].*\.$/)
  }
})
