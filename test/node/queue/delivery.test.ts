import { expect, test } from 'vitest'
import { packMessages } from '../../../pipelines/events/message'
import { deliveryOf } from '../../../workers/queue/delivery'
import { search } from '../../build/events'
import { TEST } from '../../build/scopes'

function messageOf(body: unknown, attempts = 1) {
  const calls: unknown[] = []
  const message = {
    id: 'q1',
    timestamp: new Date(0),
    body,
    attempts,
    ack: () => calls.push('ack'),
    retry: (options: unknown) => calls.push(options),
  } as unknown as Message
  return { message, calls }
}

test('reads a message and keeps the one it came as', () => {
  const [body] = packMessages({ receiptId: 'rcp_1', scope: TEST, receivedAt: 5 }, [
    search({ id: 'a' }),
  ])
  const { message, calls } = messageOf(body, 3)
  const delivery = deliveryOf(message)
  expect(delivery).toMatchObject({ id: 'rcp_1-0000', receiptId: 'rcp_1', scope: TEST, attempts: 3 })
  expect(delivery.events.map(({ id }) => id)).toEqual(['a'])
  delivery.retry()
  delivery.ack()
  expect(calls).toEqual([{ delaySeconds: 8 }, 'ack'])
})

test.each([
  ['text', 'hello'],
  ['no text', { a: 1 }],
  ['nothing', undefined],
])('throws on %s that is no message', (_, body) => {
  expect(() => deliveryOf(messageOf(body).message)).toThrow()
})
