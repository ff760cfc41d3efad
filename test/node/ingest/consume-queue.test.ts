import { expect, test } from 'vitest'
import { consumeQueue } from '../../../workers/ingest/consume-queue'
import { inWorld } from '../in-world'

function batchOf(queue: string, bodies: readonly unknown[]) {
  const acked: string[] = []
  const messages = bodies.map((body, at) => ({
    id: `q${at}`,
    body,
    attempts: 1,
    ack: () => acked.push(`q${at}`),
    retry: () => {},
  }))
  return { batch: { queue, messages } as unknown as MessageBatch, acked }
}

test.each(['fareline-events-dead', 'fareline-events-dead-staging'])(
  'keeps the messages of %s as dead letters',
  (queue) =>
    inWorld(async ({ connected, database, lines }) => {
      const { batch, acked } = batchOf(queue, ['a', 'b'])
      await consumeQueue(batch, connected())
      expect(acked.sort()).toEqual(['q0', 'q1'])
      expect(database.now('SELECT cause FROM dead_letters')).toEqual([
        { cause: 'unavailable' },
        { cause: 'unavailable' },
      ])
      expect(lines).toMatchObject([{ message: 'queue batch', outcome: 'buried', messages: 2 }])
    })
)

test('consumes the messages of any other queue: an unreadable one is set aside as such', () =>
  inWorld(async ({ connected, database }) => {
    const { batch } = batchOf('fareline-events-staging', ['not a message'])
    await consumeQueue(batch, connected())
    expect(database.now('SELECT cause FROM dead_letters')).toEqual([{ cause: 'unreadable' }])
  }))
