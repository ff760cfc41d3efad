import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { readMessage } from '../../../pipelines/events/message'
import { issue, openDraft } from '../../../workers/answering/issue'
import { connect } from '../../../workers/services'
import { aDecision, START } from '../../build/decisions'
import { TEST } from '../../build/scopes'
import { overriding } from '../../fakes/faults'

function rig(decisionSampleRate: number) {
  const deferred: Promise<unknown>[] = []
  const sent: string[] = []
  const events = overriding(env.EVENTS, {
    sendBatch: async (messages: { body: string }[]) =>
      void sent.push(...messages.map(({ body }) => body)),
  })
  const services = connect(env, { now: START, defer: (work) => void deferred.push(work) })
  return { services: { ...services, events, decisionSampleRate }, sent, deferred }
}

test('records a sampled answer under the id of its draft', async () => {
  const { services, sent, deferred } = rig(1)
  const draft = openDraft(services)
  expect(draft.isRecorded).toBe(true)
  issue(draft, () => aDecision('unused'), TEST, services)
  await Promise.all(deferred)
  const [event] = sent.flatMap((body) => readMessage(body).events)
  expect(event).toMatchObject({ type: 'decision', id: draft.id, market: 'LIS-JFK' })
})

test('gives every answer an id and collects nothing for one that is not sampled', () => {
  const { services, deferred } = rig(0)
  const record = vi.fn(() => aDecision('unused'))
  const draft = openDraft(services)
  expect(draft).toEqual({ id: expect.stringMatching(/^dec_[0-9a-f]{32}$/), isRecorded: false })
  issue(draft, record, TEST, services)
  expect(record).not.toHaveBeenCalled()
  expect(deferred).toEqual([])
})

test('no two answers share an id', () => {
  const { services } = rig(0.5)
  const drafts = Array.from({ length: 200 }, () => openDraft(services))
  expect(new Set(drafts.map(({ id }) => id)).size).toBe(200)
  const sampled = drafts.filter(({ isRecorded }) => isRecorded).length
  expect(sampled).toBeGreaterThan(60)
  expect(sampled).toBeLessThan(140)
})
