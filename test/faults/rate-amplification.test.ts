/** CPU of files of exchange rates that would be much work for their size. */
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readRateFile } from '../../pipelines/sources/rates/rate-file'
import { rateTextOf } from '../../workers/ingest/rate-text'

const MOST_CPU_MS = 300
const RUNS = 3

const FILES = [
  ['bad days', `Date,USD,\n${'x,1,\n'.repeat(2_000_000)}`],
  ['one day again and again', `Date,USD,\n${'2024-01-01,1,\n'.repeat(700_000)}`],
  [
    'days of XML',
    `<Envelope><Cube>${'<Cube time="2024-01-01"/>'.repeat(380_000)}</Cube></Envelope>`,
  ],
  [
    'a million currencies',
    `Date,${'USD,'.repeat(1_000_000)}\n2024-01-01,${'1,'.repeat(1_000_000)}\n`,
  ],
  ['rates of no series', `TIME_PERIOD,OBS_VALUE\n${'a,b\n'.repeat(2_000_000)}`],
] as const

function leastCpuMs(bytes: Uint8Array): number {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage()
    const file = rateTextOf(bytes)
    if ('text' in file) expect(readRateFile(file.text, 'test').problems.length).toBeGreaterThan(0)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

test.each(FILES)('%s cost less than 0.3 s of CPU as gzip', (_, text) => {
  expect(leastCpuMs(new Uint8Array(gzipSync(text)))).toBeLessThan(MOST_CPU_MS)
})

test.each(FILES)('%s cost less than 1.5 s of CPU in full', (_, text) => {
  expect(leastCpuMs(new TextEncoder().encode(text))).toBeLessThan(1_500)
})
