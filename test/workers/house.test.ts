import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { putKeys, READ_SCOPES } from '../build/keys'

beforeAll(async () => {
  await putKeys([
    { id: 'k1', key: 'sk_test_reader', scopes: READ_SCOPES },
    { id: 'k2', key: 'sk_live_reader', scopes: READ_SCOPES, mode: 'live' },
  ])
})

function ask(path: string, init: RequestInit = {}) {
  return exports.default.fetch(`https://fareline.test${path}`, init)
}

test('health says what is up, without a key', async () => {
  const response = await ask('/health')
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ checks: { database: { status: 'up' } } })
})

test('a request without a key learns how to send one', async () => {
  const response = await ask('/v1/price-insights')
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({
    code: 'unauthorized',
    instance: '/v1/price-insights',
  })
})

test('a revoked or unknown key is refused', async () => {
  const response = await ask('/v1/price-insights', {
    headers: { authorization: 'Bearer sk_test_no' },
  })
  expect(response.status).toBe(401)
})

test('a path that is not there is a 404 problem with the request id', async () => {
  const response = await ask('/nothing', { headers: { 'x-request-id': 'mine-1' } })
  expect(response.status).toBe(404)
  expect(response.headers.get('x-request-id')).toBe('mine-1')
  expect(await response.json()).toMatchObject({ code: 'not-found', request_id: 'mine-1' })
})

test('a method that is not offered is a 405 that names those that are', async () => {
  const response = await ask('/health', { method: 'DELETE' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET')
})

test('a live key may not set the clock, a test key must set it well', async () => {
  const live = await ask('/v1/nothing', {
    headers: { authorization: 'Bearer sk_live_reader', 'fareline-now': '2022-07-20T00:00:00Z' },
  })
  expect(live.status).toBe(400)
  const bad = await ask('/v1/nothing', {
    headers: { authorization: 'Bearer sk_test_reader', 'fareline-now': 'yesterday' },
  })
  expect(bad.status).toBe(400)
  expect(await bad.json()).toMatchObject({
    errors: [{ pointer: '/Fareline-Now', location: 'header' }],
  })
})

test('every answer carries its timing and its allowance', async () => {
  const response = await ask('/v1/nothing', { headers: { authorization: 'Bearer sk_test_reader' } })
  expect(response.headers.get('server-timing')).toMatch(/total;dur=/)
  expect(response.headers.get('ratelimit-policy')).toBe('"minute";q=6000000;w=60')
  expect(response.headers.get('ratelimit')).toMatch(/^"minute";r=59\d{5};t=\d+$/)
})

test('the reference page and its parts are served from the Worker itself', async () => {
  const page = await ask('/docs')
  expect(await page.text()).toContain('/openapi.json')
  expect((await ask('/docs/swagger-ui.js')).headers.get('content-type')).toBe('text/javascript')
  expect(await (await ask('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
})
