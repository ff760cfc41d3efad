import { afterEach, expect, test, vi } from 'vitest'
import { postWebhook } from '../../../workers/notify/post-webhook'
import { createSecret } from '../../../workers/notify/webhook-signature'
import type { Services } from '../../../workers/services'
import { TEST } from '../../build/scopes'

const ORIGIN = 'http://127.0.0.1:9'
const SERVICES = {
  webhookOrigins: [ORIGIN],
  webhookDnsUrl: undefined,
  wallNow: () => 1_000,
} as unknown as Services
const MESSAGE = { messageId: 'msg_1', body: '{"a":1}' }

const endpoint = (url = `${ORIGIN}/hook`) => ({
  id: 'whe_1',
  scope: TEST,
  url,
  description: '',
  kinds: [],
  secrets: [{ secret: createSecret(), expiresAt: null }],
  disabledReason: null,
  createdAt: 0,
  lastDeliveredAt: null,
})

const answering = (answer: () => Promise<Response>) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(answer)

afterEach(() => vi.restoreAllMocks())

test('posts the signed body and follows no redirect', async () => {
  const fetched = answering(async () => new Response('thanks'))
  expect(await postWebhook(SERVICES, endpoint(), MESSAGE)).toEqual({
    outcome: 'delivered',
    status: 200,
  })
  const [url, init] = fetched.mock.calls[0] ?? []
  expect(String(url)).toBe(`${ORIGIN}/hook`)
  expect(init).toMatchObject({ method: 'POST', body: MESSAGE.body, redirect: 'manual' })
  expect(init?.headers).toMatchObject({ 'webhook-id': 'msg_1' })
})

test.each([
  [410, { outcome: 'gone', status: 410 }],
  [302, { outcome: 'failed', status: 302, error: 'answered 302' }],
  [500, { outcome: 'failed', status: 500, error: 'answered 500' }],
])('reports the answer %i', async (status, attempt) => {
  answering(async () => new Response(null, { status }))
  expect(await postWebhook(SERVICES, endpoint(), MESSAGE)).toEqual(attempt)
})

test('reports a receiver that takes too long in words, and any other failure as it is', async () => {
  answering(() => Promise.reject(new DOMException('late', 'TimeoutError')))
  expect(await postWebhook(SERVICES, endpoint(), MESSAGE)).toEqual({
    outcome: 'failed',
    status: null,
    error: 'no answer within 10 s',
  })
  answering(() => Promise.reject(new TypeError('connection refused')))
  expect(await postWebhook(SERVICES, endpoint(), MESSAGE)).toMatchObject({
    error: 'TypeError: connection refused',
  })
})

test('sends nothing to an address that is not public', async () => {
  const fetched = answering(async () => new Response())
  const attempt = await postWebhook(SERVICES, endpoint('http://10.0.0.1/hook'), MESSAGE)
  expect(attempt).toMatchObject({ outcome: 'failed', status: null })
  expect(fetched).not.toHaveBeenCalled()
})
