import { expect, test } from 'vitest'
import { contentOf } from '../../../workers/ingest/retry-letter'
import { sweepLetters } from '../../../workers/jobs/sweep-letters'
import { findLetter, type NewDeadLetter, recordLetter } from '../../../workers/storage/letter-rows'
import { LIVE, TEST } from '../../build/scopes'
import { type InWorld, inWorld } from '../in-world'

const MINUTE_MS = 60_000
const letter = (id: string, changes: Partial<NewDeadLetter>): NewDeadLetter => ({
  id,
  kind: 'message',
  scope: TEST,
  cause: 'unavailable',
  reason: 'a test',
  receiptId: null,
  events: 1,
  source: null,
  diedAt: 0,
  body: 'message',
  ...changes,
})

function sending({ connected }: InWorld) {
  const sent: unknown[] = []
  const events = { send: async (body: unknown) => void sent.push(body) } as unknown as Queue
  return { services: connected({ events }), sent }
}

test('moves parked content into the lake and sends letters of an absent store again', () =>
  inWorld(async (world) => {
    const { services, sent } = sending(world)
    const { db, now } = services
    await recordLetter(db, letter('a', { diedAt: now - 20 * MINUTE_MS }))
    await recordLetter(db, letter('young', { diedAt: now, body: 'too young' }))
    expect(await sweepLetters(services, now, [TEST, LIVE])).toMatchObject({
      moved: 2,
      sent_again: 1,
    })
    expect(sent).toEqual(['message'])
    expect(await findLetter(db, TEST, 'a')).toMatchObject({ body: null, replayedAt: now })
    expect(await contentOf(services, TEST, 'young')).toBe('too young')
    expect(await sweepLetters(services, now, [TEST, LIVE])).toMatchObject({
      moved: 0,
      sent_again: 0,
    })
  }))

test('reports a letter whose content is gone, and does not come back to it', () =>
  inWorld(async (world) => {
    const { services, sent } = sending(world)
    await recordLetter(services.db, letter('a', { body: null }))
    expect(await sweepLetters(services, services.now, [TEST])).toMatchObject({ sent_again: 0 })
    expect(sent).toEqual([])
    expect(JSON.stringify(world.lines)).toContain('dead letter without content')
    expect(await findLetter(services.db, TEST, 'a')).toMatchObject({ replayedAt: services.now })
  }))

test('leaves a message that ended its consumer five times to a person', () =>
  inWorld(async (world) => {
    const { services, sent } = sending(world)
    for (let death = 0; death < 5; death += 1) await recordLetter(services.db, letter('a', {}))
    await sweepLetters(services, services.now, [TEST])
    expect(sent).toEqual([])
  }))
