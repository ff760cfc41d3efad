import { expect, test } from 'vitest'
import type { AnswerRecord } from '../../../pipelines/decisions/answer-record'
import { decisionEvent } from '../../../pipelines/decisions/decision-event'
import { eventOf, lineOf } from '../../../pipelines/events/event-line'
import { MAX_LINE_BYTES } from '../../../pipelines/events/message'
import { fareGroupOf, NOW, snapshotOf } from '../../build/snapshots'

const ABOUT = {
  id: 'dec_1',
  at: NOW,
  propensity: 0.01,
  simulatedClock: false,
  snapshotKeys: new Map([['LIS-JFK', 'snapshots/a.gz']]),
}

function anAnswer(changes: Partial<AnswerRecord> = {}): AnswerRecord {
  const snapshot = snapshotOf([fareGroupOf([{ inDays: 30, fare: 100_00 }])])
  return {
    resource: 'price-insight',
    trip: {
      market: 'LIS-JFK',
      departureDate: '2026-12-20',
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
    },
    question: { market: 'LIS-JFK' },
    reads: [{ market: 'LIS-JFK', snapshot, source: 'memory' }],
    rates: [
      { date: '2026-11-18', source: 'a bank', perEuro: { USD: 1.1 } },
      { date: '2026-11-19', source: 'a bank', perEuro: { USD: 1.2 } },
    ],
    describe: () => ({
      answer: { status: 'ok' },
      claims: {},
      models: { fare: { name: 'fare@1' } },
    }),
    ...changes,
  }
}

test('keeps the clock, the snapshot and the one table of rates that the answer used', () => {
  const { decision, ...event } = decisionEvent(anAnswer(), ABOUT)
  expect(event).toMatchObject({ type: 'decision', id: 'dec_1', at: NOW, shopper: {} })
  expect(decision).toMatchObject({
    propensity: 0.01,
    source: 'memory',
    snapshot: { key: 'snapshots/a.gz', version: 1, at: NOW },
    rates: [{ date: '2026-11-19' }],
  })
  expect(decision).not.toHaveProperty('furtherReads')
  expect(decision).not.toHaveProperty('simulatedClock')
})

test('survives the line of the queue unchanged', () => {
  const back = snapshotOf([])
  const answer = anAnswer({
    reads: [
      ...anAnswer().reads,
      { market: 'JFK-LIS', snapshot: { ...back, market: 'JFK-LIS' }, source: 'kv' },
    ],
    rates: 'not-read',
  })
  const event = decisionEvent(answer, { ...ABOUT, simulatedClock: true })
  expect(eventOf(lineOf(event))).toEqual(event)
  expect(event.decision.furtherReads).toEqual([
    { market: 'JFK-LIS', source: 'kv', snapshot: { key: null, version: 1, at: NOW } },
  ])
})

test('the largest answer with the most rows fits into a queue message', () => {
  const values = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`feature_${at}`, at / 7])
  )
  const rows = Array.from({ length: 250 }, () => ({ currency: '', values }))
  const models = { choice: { name: 'choice@1', rows }, hold: { name: 'hold@1', rows } }
  const entries = Array.from({ length: 3_000 }, (_, at) => ({ date: at, amount: '100.00' }))
  const describe = () => ({ answer: { entries }, claims: {}, models })
  expect(JSON.stringify(describe()).length).toBeGreaterThan(4 * MAX_LINE_BYTES)
  const line = lineOf(decisionEvent(anAnswer({ describe }), ABOUT))
  expect(line.length).toBeLessThan(MAX_LINE_BYTES / 10)
})
