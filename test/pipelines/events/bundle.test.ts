import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleMessages, messagesIn } from '../../../pipelines/events/bundle'
import { MESSAGE_BYTES, packMessages, utf8Length } from '../../../pipelines/events/message'
import { AT, search } from '../../build/events'
import { TEST } from '../../build/scopes'

test('messages come out of their bodies whole and in order', () => {
  const text = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1 })
  const messages = fc.array(fc.tuple(text, fc.constantFrom(1, 40_000, 70_000)), { maxLength: 12 })
  fc.assert(
    fc.property(messages, (given) => {
      const packed = given.map(([words, pad]) => JSON.stringify({ words, pad: 'x'.repeat(pad) }))
      const bodies = bundleMessages(packed)
      expect(bodies.flatMap(messagesIn)).toEqual(packed)
      for (const body of bodies) {
        const isAlone = messagesIn(body).length === 1
        expect(isAlone || utf8Length(body) <= MESSAGE_BYTES).toBe(true)
      }
    })
  )
})

test('an id with a control character does not divide its message', () => {
  const about = { receiptId: 'rcp_1', scope: TEST, receivedAt: AT }
  const messages = packMessages(about, [search({ id: 'a\u001eb' })])
  expect(bundleMessages(messages).flatMap(messagesIn)).toEqual(messages)
})

test('a hundred small messages share one body', () => {
  const small = Array.from({ length: 100 }, (_, index) => `{"id":${index}}`)
  expect(bundleMessages(small)).toHaveLength(1)
})
