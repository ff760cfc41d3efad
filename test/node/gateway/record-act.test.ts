import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { type Act, recordAct } from '../../../workers/gateway/record-act'
import type { AppEnv } from '../../../workers/http/app-env'
import { listEntries } from '../../../workers/storage/account/audit-rows'
import { LIVE } from '../../build/scopes'
import { type InWorld, inWorld } from '../in-world'

async function act({ connected }: InWorld, done: Act): Promise<Response> {
  const app = new Hono<AppEnv>()
  app.onError((error, c) => c.text(error.message, 500))
  app.get('/', async (c) => {
    c.set('services', connected())
    c.set('principal', { keyId: 'key_1', scope: LIVE, permissions: new Set() })
    await recordAct(c, done)
    return c.text('done')
  })
  return app.request('/')
}

test("writes who did what in the caller's log, with an empty detail unless one is given", () =>
  inWorld(async (world) => {
    await act(world, { action: 'key.revoke', subject: 'key_2' })
    expect(await listEntries(world.connected().db, 'sandbox', 0, 10)).toMatchObject([
      { action: 'key.revoke', actor: 'key_1', mode: 'live', subject: 'key_2', detail: '{}' },
    ])
  }))

test('writes an act on another account into the log of that account', () =>
  inWorld(async (world) => {
    const detail = { name: 'A key' }
    await act(world, { action: 'key.create', subject: 'key_3', detail, account: 'acme' })
    const { db } = world.connected()
    expect(await listEntries(db, 'sandbox', 0, 10)).toEqual([])
    expect(await listEntries(db, 'acme', 0, 10)).toMatchObject([{ detail: '{"name":"A key"}' }])
  }))

test('stops the act while the database is away', () =>
  inWorld(async (world) => {
    const { simulation, platform } = world
    platform.outages = [{ part: 'database', from: simulation.now, until: Number.POSITIVE_INFINITY }]
    const response = await act(world, { action: 'key.revoke', subject: 'key_2' })
    expect(await response.text()).toBe('The database does not answer')
  }))
