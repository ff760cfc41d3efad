import { expect, test } from 'vitest'
import { bundleMessages } from '../../../pipelines/events/bundle'
import { partsOf } from '../../../workers/queue/message-parts'

test('a bundle is acknowledged when none of its messages is to come again', () => {
  const { message, log } = arrive(bundleMessages(['{"a":1}', '{"b":2}'])[0] ?? '')
  const { messages, settle } = partsOf([message])
  expect(messages.map(({ body }) => body)).toEqual(['{"a":1}', '{"b":2}'])
  for (const part of messages) part.ack()
  expect(log).toEqual([])
  settle()
  expect(log).toEqual(['ack'])
})

test('a bundle comes again after the longest delay of its messages', () => {
  const { message, log } = arrive(bundleMessages(['{"a":1}', '{"b":2}', '{"c":3}'])[0] ?? '')
  const { messages, settle } = partsOf([message])
  messages[0]?.ack()
  messages[1]?.retry({ delaySeconds: 4 })
  messages[2]?.retry({ delaySeconds: 9 })
  settle()
  expect(log).toEqual(['retry 9'])
})

test('a message that came alone, or is not text, is settled by itself', () => {
  for (const body of ['{"a":1}', { not: 'text' }]) {
    const { message, log } = arrive(body)
    const { messages, settle } = partsOf([message])
    expect(messages).toEqual([message])
    messages[0]?.ack()
    settle()
    expect(log).toEqual(['ack'])
  }
})

function arrive(body: unknown) {
  const log: string[] = []
  const message: Message = {
    id: 'm',
    timestamp: new Date(0),
    attempts: 2,
    body,
    ack: () => log.push('ack'),
    retry: (options) => log.push(`retry ${options?.delaySeconds}`),
  }
  return { message, log }
}
