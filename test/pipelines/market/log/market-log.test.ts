import { expect, test } from 'vitest'
import { type BatchRecord, recordOf } from '../../../../pipelines/market/log/batch-record'
import {
  checkpointAt,
  emptyLog,
  LOG_SLOTS,
  MAX_LOGGED_BYTES,
  MAX_LOGGED_EVENTS,
  nextStep,
} from '../../../../pipelines/market/log/market-log'
import { packBatch } from '../../../../pipelines/market/market-batch'
import { AT, search } from '../../../build/events'

const one = packBatch('b', [search({ id: 'a' })])
const record = recordOf({ batch: one, now: AT })

test('a checkpoint comes before a row of the ring would be written over', () => {
  let mark = checkpointAt(7)
  let rows = 0
  for (;;) {
    const step = nextStep(mark, one, record)
    if (step.isCheckpoint) {
      expect(step.mark).toEqual(checkpointAt(7 + rows + 1))
      break
    }
    mark = step.mark
    rows += 1
  }
  expect(rows).toBe(MAX_LOGGED_EVENTS)
  expect(rows).toBeLessThanOrEqual(LOG_SLOTS)
})

test('a batch above the bounds of the log is stored as a checkpoint at once', () => {
  const large: BatchRecord = { about: '', columns: new ArrayBuffer(MAX_LOGGED_BYTES + 1) }
  expect(nextStep(checkpointAt(0), one, large).isCheckpoint).toBe(true)
})

test('first checkpoints of markets are spread over the interval', () => {
  const starts = Array.from({ length: 400 }, (_, index) => {
    const code = String.fromCharCode(65 + (index % 26), 65 + Math.floor(index / 26), 65)
    return emptyLog(`${code}-JFK`).events / MAX_LOGGED_EVENTS
  })
  const mean = starts.reduce((sum, start) => sum + start, 0) / starts.length
  expect(mean).toBeGreaterThan(0.4)
  expect(mean).toBeLessThan(0.6)
})
