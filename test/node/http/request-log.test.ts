import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { AppEnv } from '../../../workers/http/app-env'
import { logRequest } from '../../../workers/http/request-log'
import { createFakeLog } from '../../fakes/log'
import { inWorld } from '../in-world'

async function logged(status: number) {
  return inWorld(async ({ connected }) => {
    const { log, lines } = createFakeLog()
    const app = new Hono<AppEnv>()
    app.get('/', (c) => {
      c.set('services', connected({ log }))
      c.set('timing', [{ part: 'model', ms: 1.23456 }])
      c.res = new Response(null, { status })
      logRequest(c, 7.00049)
      return c.res
    })
    await app.request('/')
    return lines[0]
  })
}

test.each([
  [200, 'ok'],
  [304, 'ok'],
  [400, 'refused'],
  [429, 'refused'],
  [500, 'failed'],
  [503, 'failed'],
])('calls the outcome of status %i %s', async (status, outcome) => {
  expect(await logged(status)).toMatchObject({ level: 'info', message: 'request', status, outcome })
})

test('gives the time of each part and of all, to a microsecond', async () => {
  expect(await logged(200)).toMatchObject({ durations: { total_ms: 7, model_ms: 1.235 } })
})
