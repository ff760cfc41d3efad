import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { createSecret, signedHeaders } from '../../../workers/notify/webhook-signature'

const BODY = '{"type":"alert.raised"}'

test('makes a secret of 32 random bytes in the form of the specification', () => {
  const secret = createSecret()
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(createSecret()).not.toBe(secret)
})

test('signs so that the receiver can verify with the secret', () => {
  const secret = createSecret()
  const now = Date.now()
  const headers = signedHeaders([{ secret, expiresAt: null }], 'msg_1', BODY, now)
  expect(headers['webhook-timestamp']).toBe(String(Math.floor(now / 1_000)))
  expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY))
  expect(() => new Webhook(createSecret()).verify(BODY, headers)).toThrow()
})

test('signs with every secret that is still valid, so that a rotation leaves no gap', () => {
  const [old, fresh, ended] = [createSecret(), createSecret(), createSecret()]
  const now = Date.now()
  const secrets = [
    { secret: fresh, expiresAt: null },
    { secret: old, expiresAt: now + 1 },
    { secret: ended, expiresAt: now },
  ]
  const headers = signedHeaders(secrets, 'msg_1', BODY, now)
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
  for (const secret of [old, fresh]) new Webhook(secret).verify(BODY, headers)
  expect(() => new Webhook(ended).verify(BODY, headers)).toThrow()
})
