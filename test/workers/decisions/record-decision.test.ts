import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { readMessage } from '../../../pipelines/events/message'
import { decisionSnapshotPrefix } from '../../../pipelines/lake/keys'
import { newDecisionId } from '../../../workers/decisions/decision-id'
import { decisionCounts, recordDecision } from '../../../workers/decisions/record-decision'
import { readKeptSnapshot } from '../../../workers/decisions/snapshot-store'
import type { Decision } from '../../../workers/isolate/decision-queue'
import { connect, type Services } from '../../../workers/services'
import { aDecision, START, see, snapshotAt } from '../../build/decisions'
import { LIVE, TEST } from '../../build/scopes'
import { overriding } from '../../fakes/faults'
import { createFakeLog } from '../../fakes/log'

const { log, lines } = createFakeLog()
const services = connect(env, { defer: () => {} })

beforeEach(() => {
  lines.length = 0
})

type Rig = {
  readonly services: Services
  readonly sent: string[]
  /** Resolves when all deferred work is done. */
  settled(): Promise<void>
}

function rig(changes: Partial<Services> = {}, failing = 0): Rig {
  const deferred: Promise<unknown>[] = []
  const sent: string[] = []
  let failures = failing
  const events = overriding(env.EVENTS, {
    sendBatch: async (messages: { body: string }[]) => {
      if (failures > 0) {
        failures -= 1
        throw new Error('the queue is away')
      }
      sent.push(...messages.map(({ body }) => body))
    },
  })
  const services = {
    ...connect(env, { now: START, log, defer: (work) => void deferred.push(work) }),
    events,
    ...changes,
  }
  return {
    services,
    sent,
    async settled() {
      while (deferred.length > 0) await Promise.all(deferred.splice(0))
    },
  }
}

function sentDecisions({ sent }: Rig) {
  return sent.flatMap((body) => readMessage(body).events)
}

test('concurrent decisions share a message, each recorded after its answer', async () => {
  const all = rig()
  const describe = vi.fn(aDecision('x').describe)
  const ids = Array.from({ length: 5 }, newDecisionId)
  for (const id of ids) recordDecision(all.services, aDecision(id, { describe }))
  expect(describe).not.toHaveBeenCalled()
  await all.settled()
  expect(all.sent.length).toBe(1)
  expect(sentDecisions(all).map(({ id }) => id)).toEqual(ids)
})

test('a rate of 0 records nothing and describes nothing', async () => {
  const none = rig({ decisionSampleRate: 0 })
  const describe = vi.fn(aDecision('x').describe)
  recordDecision(none.services, aDecision(newDecisionId(), { describe }))
  await none.settled()
  expect(describe).not.toHaveBeenCalled()
  expect(none.sent).toEqual([])
})

test('sends live and test decisions in separate messages', async () => {
  const both = rig()
  recordDecision(both.services, aDecision('dec_live', { scope: LIVE }))
  recordDecision(both.services, aDecision('dec_test'))
  await both.settled()
  const scopes = both.sent.map((body) => {
    const { scope, events } = readMessage(body)
    return [scope, events.map(({ id }) => id)]
  })
  expect(scopes).toEqual([
    [LIVE, ['dec_live']],
    [TEST, ['dec_test']],
  ])
})

test('a queue that hiccups once loses nothing', async () => {
  const once = rig({}, 1)
  const { dropped } = decisionCounts(services)
  recordDecision(once.services, aDecision(newDecisionId()))
  await once.settled()
  expect(once.sent.length).toBe(1)
  expect(decisionCounts(services).dropped).toBe(dropped)
})

test('a queue that stays away costs no answer anything; what is lost is counted and logged', async () => {
  const away = rig({}, 100)
  const { dropped } = decisionCounts(services)
  const began = performance.now()
  recordDecision(away.services, aDecision(newDecisionId()))
  expect(performance.now() - began).toBeLessThan(50)
  await away.settled()
  expect(decisionCounts(services).dropped).toBe(dropped + 1)
  expect(lines).toContainEqual(expect.objectContaining({ message: 'decisions dropped' }))
})

test('skips a decision that fails to build or is too large, and sends the rest', async () => {
  const some = rig()
  const broken: Decision['describe'] = () => {
    throw new Error('no answer was made')
  }
  const question = 'x'.repeat(200_000)
  recordDecision(some.services, aDecision('dec_broken', { describe: broken }))
  recordDecision(some.services, aDecision('dec_large', { question }))
  recordDecision(some.services, aDecision('dec_good'))
  await some.settled()
  expect(sentDecisions(some).map(({ id }) => id)).toEqual(['dec_good'])
})

test('more than fit are dropped, not kept', async () => {
  const { dropped } = decisionCounts(services)
  const flood = rig()
  for (let at = 0; at < 700; at += 1) recordDecision(flood.services, aDecision(`dec_${at}`))
  await flood.settled()
  expect(sentDecisions(flood).length).toBe(500)
  expect(decisionCounts(services).dropped).toBe(dropped + 200)
})

test('a snapshot lies in the lake once, and is read back exactly', async () => {
  await see({ 0: 300_00, 1: 280_00 })
  const snapshot = await snapshotAt(START + 90_000_000)
  if (!snapshot) throw new Error('nothing was seen')
  const puts = vi.fn()
  const lake = overriding(env.LAKE, {
    put: (...args: Parameters<R2Bucket['put']>) => {
      puts()
      return env.LAKE.put(...args)
    },
  })
  const all = rig({ lake })
  // Read again unchanged: equal except for the clock.
  const later = { ...snapshot, at: snapshot.at + 1_000 }
  recordDecision(
    all.services,
    aDecision('dec_a', { reads: [{ market: 'LIS-JFK', snapshot, source: 'object' }] })
  )
  recordDecision(
    all.services,
    aDecision('dec_b', { reads: [{ market: 'LIS-JFK', snapshot: later, source: 'memory' }] })
  )
  await all.settled()
  expect(puts).toHaveBeenCalledTimes(1)

  const kept = sentDecisions(all).map((event) => {
    if (event.type !== 'decision') throw new Error('not a decision')
    return event.decision.snapshot
  })
  expect(kept[0]?.key).toContain(decisionSnapshotPrefix(TEST))
  expect(kept[1]?.key).toBe(kept[0]?.key)
  for (const [at, wanted] of [snapshot, later].entries()) {
    const read = await readKeptSnapshot(env.LAKE, kept[at]?.key ?? '', kept[at]?.at ?? 0)
    expect(read).toEqual(JSON.parse(JSON.stringify(wanted)))
  }
})

test('a lake that is away leaves a decision that can be settled and not replayed', async () => {
  const snapshot = await snapshotAt(START + 3 * 90_000_000)
  const lake = overriding(env.LAKE, { put: () => Promise.reject(new Error('the lake is away')) })
  const away = rig({ lake })
  recordDecision(
    away.services,
    aDecision('dec_c', { reads: [{ market: 'LIS-JFK', snapshot, source: 'kv' }] })
  )
  await away.settled()
  expect(sentDecisions(away)).toMatchObject([
    { decision: { source: 'kv', snapshot: { key: null } } },
  ])
})
