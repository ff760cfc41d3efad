import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { bodyBytes, limitBody, mostBodyBytes } from '../../../workers/admission/body-limits'
import type { AppEnv } from '../../../workers/http/app-env'

const SMALL = 'POST /v1/security/oauth2/token'

async function send(operation: string, body: string, headers: Record<string, string> = {}) {
  const app = new Hono<AppEnv>()
  app.use((c, next) => {
    c.set('requestId', 'r1')
    return limitBody(operation, next, c)
  })
  app.post('/', async (c) => c.json({ length: (await c.req.text()).length }))
  return app.request('/', { method: 'POST', body, headers })
}

test('has limits of its own for large operations, and one for every other', () => {
  expect(mostBodyBytes('POST /v1/events')).toBeGreaterThan(mostBodyBytes('POST /v1/feedback'))
  expect(mostBodyBytes('POST /v1/feedback')).toBe(512_000)
  expect(mostBodyBytes(SMALL)).toBe(8_000)
})

test.each([
  ['the stated length', { 'content-length': '120' }, 120],
  ['nothing of a length that is no number', { 'content-length': 'many' }, 0],
  ['the limit without a stated length', {}, 8_000],
])('reserves %s for a body', (_, headers, bytes) => {
  const request = new Request('https://a.example', { method: 'POST', body: 'x', headers })
  expect(bodyBytes(request, SMALL)).toBe(bytes)
})

test('reserves nothing for a request without a body', () => {
  expect(bodyBytes(new Request('https://a.example'), SMALL)).toBe(0)
})

test('passes a body up to the limit', async () => {
  const response = await send(SMALL, 'x'.repeat(8_000))
  expect(await response.json()).toEqual({ length: 8_000 })
})

test('refuses a larger body with the limit and the fix', async () => {
  const response = await send(SMALL, 'x'.repeat(8_001))
  expect(response.status).toBe(413)
  expect(await response.text()).toContain('larger than 8,000 bytes; send it in several requests')
})

test('refuses a stated length before the body is read, also where the handler limits itself', async () => {
  const stated = { 'content-length': '99000000' }
  expect((await send('POST /v1/events', 'x', stated)).status).toBe(413)
  expect((await send('POST /v1/events', 'x')).status).toBe(200)
})
