import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { HOUR_MS } from '../../../models/airline/calendar'
import { DECISION_RECEIPTS, readMessage } from '../../../pipelines/events/message'
import { sendDecisions } from '../../../workers/decisions/send-decisions'
import { connect } from '../../../workers/services'
import { aDecision, START } from '../../build/decisions'
import { fareGroupOf, snapshotOf } from '../../build/snapshots'
import { overriding } from '../../fakes/faults'

async function sent(waiting: Parameters<typeof sendDecisions>[0]) {
  const bodies: string[] = []
  const events = overriding(env.EVENTS, {
    sendBatch: async (messages: { body: string }[]) =>
      void bodies.push(...messages.map(({ body }) => body)),
  })
  const lost = await sendDecisions(waiting, {
    ...connect(env, { now: START, defer: () => {} }),
    events,
  })
  return { lost, messages: bodies.map(readMessage) }
}

test('decisions of one scope and hour share a message', async () => {
  const { lost, messages } = await sent([
    { decision: aDecision('dec_1'), at: START },
    { decision: aDecision('dec_2'), at: START + 1_000 },
    { decision: aDecision('dec_3'), at: START + HOUR_MS },
  ])
  expect(lost).toBe(0)
  expect(messages.map(({ events }) => events.map(({ id }) => id))).toEqual([
    ['dec_1', 'dec_2'],
    ['dec_3'],
  ])
  expect(messages[0]?.receiptId.startsWith(DECISION_RECEIPTS)).toBe(true)
})

test('stores a snapshot for each market that the answer read', async () => {
  const out = snapshotOf([fareGroupOf([{ inDays: 30, fare: 100_00 }])])
  const back = {
    ...snapshotOf([fareGroupOf([{ inDays: 37, fare: 90_00 }])]),
    market: 'JFK-LIS',
  } as const
  const decision = aDecision('dec_two', {
    reads: [
      { market: 'LIS-JFK', snapshot: out, source: 'memory' },
      { market: 'JFK-LIS', snapshot: back, source: 'kv' },
    ],
  })
  const { messages } = await sent([{ decision, at: START }])
  expect(messages[0]?.events[0]).toMatchObject({
    decision: {
      source: 'memory',
      snapshot: { key: expect.any(String), version: 1 },
      furtherReads: [{ market: 'JFK-LIS', source: 'kv', snapshot: { key: expect.any(String) } }],
    },
  })
})

test('counts what it cannot send', async () => {
  const large = aDecision('dec_large', { question: 'x'.repeat(200_000) })
  const { lost, messages } = await sent([
    { decision: large, at: START },
    { decision: aDecision('dec_small'), at: START },
  ])
  expect(lost).toBe(1)
  expect(messages.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(['dec_small'])
})
