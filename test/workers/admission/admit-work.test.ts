import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import contract from '../../../openapi.json'
import { app } from '../../../workers/api/app'
import { isWrite } from '../../../workers/metering/work-kind'
import { addKeys } from '../../build/sandbox'

const PATHS = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => [method.toUpperCase(), path] as const)
)
const BODIES = PATHS.filter(([method]) => method !== 'GET')

async function readOnly(method: string, path: string, headers = {}): Promise<Response> {
  const context = createExecutionContext()
  const request = new Request<unknown, IncomingRequestCfProperties>(
    `https://fareline.test${path}`,
    { method, headers }
  )
  const response = await app.fetch(request, { ...env, READ_ONLY: 'true' }, context)
  await waitOnExecutionContext(context)
  return response
}

describe('with READ_ONLY', () => {
  it.each(BODIES.filter(([method, path]) => isWrite(`${method} ${path}`)))(
    '%s %s is refused by a problem that names the switch',
    async (method, path) => {
      const response = await readOnly(method, path.replaceAll(/\{\w+\}/g, 'x'))
      expect(response.status).toBe(503)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('retry-after')).toBe('60')
      expect(await response.json()).toMatchObject({
        code: 'read-only',
        detail: expect.stringContaining('READ_ONLY'),
      })
    }
  )

  it('questions go on, and health says that writes are off', async () => {
    expect((await readOnly('GET', '/v1/price-insights')).status).toBe(401)
    expect((await readOnly('POST', '/v1/quotes:check')).status).toBe(401)
    await addKeys()
    const headers = { authorization: 'Bearer sk_test_all' }
    const health = await readOnly('GET', '/health', headers)
    expect(await health.json()).toMatchObject({ read_only: true })
  })
})

describe('the body of every route', () => {
  it.each(BODIES)('%s %s is bounded before a key is looked up', async (method, path) => {
    const response = await exports.default.fetch(
      new Request(`https://fareline.test${path.replaceAll(/\{\w+\}/g, 'x')}`, {
        method,
        body: new Uint8Array(21_000_000),
      })
    )
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'too-large' })
  })

  it('is also bounded where it states no length', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let chunk = 0; chunk < 20; chunk += 1) controller.enqueue(new Uint8Array(1_000))
        controller.close()
      },
    })
    const response = await exports.default.fetch(
      new Request('https://fareline.test/v1/security/oauth2/token', { method: 'POST', body })
    )
    expect(response.status).toBe(413)
  })
})
