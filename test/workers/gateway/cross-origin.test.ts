import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { app } from '../../../workers/api/app'
import { putKeys, READ_SCOPES } from '../../build/keys'

const ORIGIN = 'https://shop.example'

beforeAll(() => putKeys([{ id: 'page', key: 'sk_test_page', scopes: READ_SCOPES }]))

async function send(method: string, headers: Record<string, string>): Promise<Response> {
  const context = createExecutionContext()
  const request = new Request<unknown, IncomingRequestCfProperties>(
    'https://fareline.test/v1/accuracy',
    { method, headers }
  )
  const settings = { ...env, CORS_ORIGINS: `${ORIGIN}, https://app.example` }
  const response = await app.fetch(request, settings, context)
  await waitOnExecutionContext(context)
  return response
}

test('a preflight of a configured origin is answered without a key', async () => {
  const response = await send('OPTIONS', {
    origin: ORIGIN,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization,fareline-now',
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  expect(response.headers.get('access-control-allow-methods')).toContain('DELETE')
  expect(response.headers.get('access-control-allow-headers')).toContain('authorization')
  expect(response.headers.get('access-control-max-age')).toBe('86400')
  expect(response.headers.get('vary')).toContain('Origin')
})

test('a page of a configured origin reads the answer and the fields of the quota, refusals too', async () => {
  const response = await send('GET', { origin: ORIGIN, authorization: 'Bearer sk_test_page' })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  expect(response.headers.get('access-control-expose-headers')).toContain('ratelimit-policy')
  expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  const refused = await send('GET', { origin: ORIGIN })
  expect(refused.status).toBe(401)
  expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN)
})

test.each(['https://shop.example.evil.example', 'http://shop.example', 'null'])(
  'the origin %s gets no header',
  async (origin) => {
    const preflight = { origin, 'access-control-request-method': 'GET' }
    const response = await send('OPTIONS', preflight)
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
    const answer = await send('GET', { origin, authorization: 'Bearer sk_test_page' })
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  }
)
