import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Permission } from '../../../pipelines/events/permission'
import { authenticate, requireScope } from '../../../workers/gateway/auth'
import type { AppEnv } from '../../../workers/http/app-env'
import type { Services } from '../../../workers/services'
import { newKey, storeKey } from '../../../workers/storage/account/key-rows'
import { LIVE, TEST } from '../../build/scopes'
import { type InWorld, inWorld } from '../in-world'

type Sent = { key?: string; headers?: Record<string, string>; services?: Services }

async function send({ connected }: InWorld, { key, headers, services = connected() }: Sent) {
  const app = new Hono<AppEnv>()
  app.onError((error, c) => c.text(error.message, 503))
  app.use(async (c, next) => {
    c.set('requestId', 'r1')
    c.set('services', services)
    await next()
  })
  app.use(authenticate)
  app.get('/', requireScope('insights:read'), (c) =>
    c.json({ now: c.get('services').now, ...c.get('principal').scope })
  )
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return app.request('/', { headers: { ...authorization, ...headers } })
}

async function aKey(
  { connected }: InWorld,
  scope = TEST,
  permissions: Permission[] = ['insights:read']
) {
  const { key, row } = await newKey({ name: 'k', scope, permissions, expiresAt: null }, 1)
  await storeKey(connected().db, row)
  return key
}

/** The quota is metered by an object that these tests leave out: every lease is granted. */
const metered = ({ connected }: InWorld) =>
  connected({
    meters: {
      getByName: () => ({
        lease: async () => ({ granted: 100, remaining: 100, size: 100, resetMs: 1_000 }),
      }),
    } as never,
  })

test.each([
  ['no header', {}],
  ['another scheme', { headers: { authorization: 'Basic abc' } }],
  ['no key', { headers: { authorization: 'Bearer ' } }],
])('refuses a request with %s and shows the form', (_, sent) =>
  inWorld(async (world) => {
    const response = await send(world, sent)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.text()).toContain('Authorization: Bearer sk_test_')
  })
)

test('refuses an unknown key, and an address that guesses on, before the database is read', () =>
  inWorld(async (world) => {
    const services = world.connected()
    const guess = () =>
      send(world, {
        key: 'sk_test_unknown',
        services,
        headers: { 'cf-connecting-ip': '192.0.2.1' },
      })
    const first = await guess()
    expect(first.status).toBe(401)
    expect(first.headers.get('www-authenticate')).toContain('invalid_token')
    let last = first
    for (let tries = 0; tries < 200 && last.status === 401; tries += 1) last = await guess()
    expect(last.status).toBe(429)
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
    const calls = world.platform.calls.database
    await guess()
    expect(world.platform.calls.database).toBe(calls)
  }))

test('admits a key into its own scope, at the wall clock', () =>
  inWorld(async (world) => {
    const key = await aKey(world)
    const services = metered(world)
    const response = await send(world, { key, services })
    expect(await response.json()).toEqual({ now: services.now, ...TEST })
  }))

test('lets a test key set the clock, and names the form of an instant', () =>
  inWorld(async (world) => {
    const key = await aKey(world)
    const at = (clock: string) =>
      send(world, { key, services: metered(world), headers: { 'fareline-now': clock } })
    const instant = '2022-07-20T12:00:00Z'
    expect(await (await at(instant)).json()).toMatchObject({ now: Date.parse(instant) })
    const refused = await at('yesterday')
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('RFC 3339')
  }))

test('refuses a clock with a live key', () =>
  inWorld(async (world) => {
    const key = await aKey(world, LIVE)
    const headers = { 'fareline-now': '2022-07-20T12:00:00Z' }
    const response = await send(world, { key, services: metered(world), headers })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Only test keys may set a clock')
  }))

test('refuses a key without the scope of the route, by name', () =>
  inWorld(async (world) => {
    const key = await aKey(world, TEST, ['lake:read'])
    const response = await send(world, { key, services: metered(world) })
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('lacks the scope \\"insights:read\\"')
  }))

test('is unavailable while the database of keys is away', () =>
  inWorld(async (world) => {
    const { platform, simulation } = world
    platform.outages = [{ part: 'database', from: simulation.now, until: Number.POSITIVE_INFINITY }]
    const response = await send(world, { key: 'sk_test_any' })
    expect(await response.text()).toBe('The database does not answer')
  }))
