import { expect, test } from 'vitest'
import { billOf, readPriceList } from '../../../tools/cost/bill'
import { noCounts } from '../../../tools/counting/counts'

const NOTHING = { ...noCounts(), cpuMs: 0, objectMs: 0 }
const prices = readPriceList()

test('a bill multiplies units by the price list and sums its lines', () => {
  const usage = { ...NOTHING, requests: 2e6, queueWrites: 1e6, queueReads: 1e6, queueDeletes: 1e6 }
  const { lines, totalUsd } = billOf(usage, prices, 1)
  const usdOf = (what: string) => lines.find((line) => line.what === what)?.usd
  expect(usdOf('requests, queue batches, crons')).toBeCloseTo(0.6)
  expect(usdOf('queue operations')).toBeCloseTo(1.2)
  expect(totalUsd).toBeCloseTo(1.8)
})

test('the dearest line comes first', () => {
  const usage = { ...NOTHING, requests: 1e6, databaseRowsWritten: 5e6, objectRowsWritten: 1e6 }
  const { lines } = billOf(usage, prices, 1)
  expect(lines[0]).toMatchObject({ what: 'D1 rows written', usd: 5 })
})

test('only the log events that are kept are billed', () => {
  const usage = { ...NOTHING, logEvents: 1e6 }
  expect(billOf(usage, prices, 0.01).totalUsd).toBeCloseTo(0.006)
})

test('object time is billed for the memory of an object', () => {
  const usage = { ...NOTHING, objectMs: 1e9 }
  expect(billOf(usage, prices, 1).totalUsd).toBeCloseTo(1e6 * 0.128 * 12.5e-6)
})
