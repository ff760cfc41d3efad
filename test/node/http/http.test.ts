import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { PERMISSIONS } from '../../../pipelines/events/permission'
import type { AppEnv } from '../../../workers/http/app-env'
import { enveloped } from '../../../workers/http/http'
import { LIVE, TEST } from '../../build/scopes'
import { START } from '../../fakes/simulated'
import { inWorld } from '../in-world'

async function envelopeOf(scope = TEST, more?: Parameters<typeof enveloped>[2]) {
  return inWorld(async ({ connected }) => {
    const app = new Hono<AppEnv>()
    app.get('/v1/a', (c) => {
      c.set('requestId', 'r1')
      c.set('services', connected({ now: START }))
      c.set('principal', { keyId: 'k', scope, permissions: new Set(PERMISSIONS) })
      return c.json(enveloped(c, { n: 1 }, more))
    })
    return (await app.request('https://api.example/v1/a?market=LIS-JFK')).json()
  })
}

test('wraps data with the clock, the request and a link that repeats the question', async () => {
  expect(await envelopeOf()).toEqual({
    data: { n: 1 },
    meta: {
      request_id: 'r1',
      as_of: new Date(START).toISOString(),
      model: null,
      live_mode: false,
    },
    links: { self: '/v1/a?market=LIS-JFK' },
  })
})

test('names the model and further links, and the mode of a live key', async () => {
  const links = { next: '/v1/a?after=1' }
  expect(await envelopeOf(LIVE, { model: 'fare@1', links })).toMatchObject({
    meta: { model: 'fare@1', live_mode: true },
    links: { self: '/v1/a?market=LIS-JFK', ...links },
  })
})
