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

test('health says without a key that it is up and nothing else, and with one what is up', async () => {
  const bare = await ask('/health')
  expect(bare.status).toBe(200)
  expect(await bare.json()).toEqual({ status: 'ok' })
  const headers = { authorization: 'Bearer sk_test_reader' }
  const full = await ask('/health', { headers })
  expect(await full.json()).toMatchObject({
    checks: { database: { status: 'up' } },
    version: { id: expect.any(String) },
    dead_letters: { depth: 0 },
  })
  expect((await ask('/health', { headers: { authorization: 'Bearer sk_no' } })).status).toBe(401)
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
  expect(await page.text()).toContain('/docs/start.js')
  expect((await ask('/docs/swagger-ui.js')).headers.get('content-type')).toBe('text/javascript')
  expect(await (await ask('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
})

test.each(['/health', '/v1/accuracy', '/v1/no-such', '/nothing', '/openapi.json', '/docs'])(
  'an answer of %s has the security headers, refusals too',
  async (path) => {
    const { headers } = await ask(path, { redirect: 'manual' })
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
)

test('a page may run the scripts of its own origin and has none within it', async () => {
  const page = await ask('/docs')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(await page.text()).not.toMatch(/<script(?! src=)/)
  expect(await (await ask('/docs/start.js')).text()).toContain('/openapi.json')
})

test('an answer to a key is private to its caller, a public one is not', async () => {
  const headers = { authorization: 'Bearer sk_test_reader' }
  const keyed = await ask('/v1/accuracy', { headers })
  expect(keyed.headers.get('cache-control')).toBe('private, no-store')
  const script = await ask('/docs/swagger-ui.js')
  expect(script.headers.get('cache-control')).toBe('public, max-age=86400')
})
