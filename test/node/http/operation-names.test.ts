import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { contractOf } from '../../../workers/http/operation-names'

const responses = { 200: { description: 'Done' } }
const schema = z.object({ name: z.string() })
const json = { 'application/json': { schema } }

function appWith(...routes: Parameters<typeof createRoute>[0][]) {
  const app = new OpenAPIHono()
  for (const route of routes) app.openAPIRegistry.registerPath(createRoute(route))
  return app
}

test('reads the query names and the JSON body of each operation', () => {
  const app = appWith(
    {
      method: 'get',
      path: '/v1/a',
      request: { query: z.object({ origin: z.string() }) },
      responses,
    },
    { method: 'post', path: '/v1/a', request: { body: { content: json } }, responses }
  )
  const contract = contractOf(app)()
  expect([...contract.keys()]).toEqual(['GET /v1/a', 'POST /v1/a'])
  expect(contract.get('GET /v1/a')).toMatchObject({ query: ['origin'], body: undefined })
  expect(contract.get('POST /v1/a')).toMatchObject({ query: [], body: schema })
})

test('knows no body of an operation that also takes another form', () => {
  const content = { ...json, 'text/csv': { schema: z.string() } }
  const app = appWith({ method: 'post', path: '/v1/a', request: { body: { content } }, responses })
  expect(contractOf(app)().get('POST /v1/a')?.body).toBeUndefined()
})

test('skips definitions other than routes', () => {
  const app = appWith()
  app.openAPIRegistry.register('Thing', z.object({ id: z.string() }))
  expect(contractOf(app)().size).toBe(0)
})

test('is built at the first call and kept', () => {
  const app = appWith()
  const contract = contractOf(app)
  app.openAPIRegistry.registerPath(createRoute({ method: 'get', path: '/v1/late', responses }))
  expect(contract().has('GET /v1/late')).toBe(true)
  expect(contract()).toBe(contract())
})
