import { createRoute, z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { createRouter } from '../../../workers/http/router'

const route = createRoute({
  method: 'post',
  path: '/things/{id}',
  request: {
    params: z.object({ id: z.string().length(3, 'must have three letters') }),
    query: z.object({ days: z.coerce.number('must be a number').optional() }),
    body: {
      content: { 'application/json': { schema: z.object({ a: z.object({ b: z.string() }) }) } },
      required: true,
    },
  },
  responses: { 200: { description: 'Done' } },
})

async function send(path: string, body: unknown) {
  const app = createRouter()
  app.use(async (c, next) => {
    c.set('requestId', 'r1')
    await next()
  })
  app.openapi(route, (c) => c.body(null, 200))
  const headers = { 'content-type': 'application/json' }
  const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const problem = response.ok ? undefined : await response.json<{ errors: object[] }>()
  return { status: response.status, problem }
}

test('passes a request that fits its contract', async () => {
  expect(await send('/things/abc?days=3', { a: { b: 'c' } })).toMatchObject({ status: 200 })
})

test.each([
  [
    '/things/abcd',
    { a: { b: 'c' } },
    { pointer: '/id', location: 'path', detail: 'must have three letters' },
  ],
  [
    '/things/abc?days=x',
    { a: { b: 'c' } },
    { pointer: '/days', location: 'query', detail: 'must be a number' },
  ],
  ['/things/abc', { a: {} }, { pointer: '/a/b', location: 'body' }],
])('answers %s with a problem that points to the field', async (path, body, error) => {
  const { status, problem } = await send(path, body)
  expect(status).toBe(400)
  expect(problem?.errors).toEqual([expect.objectContaining(error)])
})
