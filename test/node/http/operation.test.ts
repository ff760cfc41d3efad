import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { AppEnv } from '../../../workers/http/app-env'
import { contractPath, operationOf } from '../../../workers/http/operation'

function app() {
  const app = new Hono<AppEnv>()
  app.use('*', async (_, next) => next())
  app.get('/v1/keys/:id', (c) => c.text(`${operationOf(c)}, again ${operationOf(c)}`))
  app.post('/v1/keys/:id{.+:rotate}', (c) => c.text(operationOf(c)))
  app.notFound((c) => c.text(operationOf(c)))
  return app
}

const textOf = async (path: string, method = 'GET') =>
  (await app().request(path, { method })).text()

test('names an operation by its path in the contract, not by the path that was sent', async () => {
  expect(await textOf('/v1/keys/key_secret')).toBe('GET /v1/keys/{id}, again GET /v1/keys/{id}')
  expect(await textOf('/v1/keys/key_secret:rotate', 'POST')).toBe('POST /v1/keys/{id}:rotate')
})

test('names no path of a request that reaches no route', async () => {
  expect(await textOf('/users/a-person')).toBe('GET unmatched')
})

test.each([
  ['/v1/jobs/:name{.+:run}', '/v1/jobs/{name}:run'],
  ['/v1/a/:b/c/:d', '/v1/a/{b}/c/{d}'],
  ['/health', '/health'],
])('writes the pattern %s as %s', (pattern, path) => {
  expect(contractPath(pattern)).toBe(path)
})
