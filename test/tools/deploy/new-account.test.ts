/** From an empty account to a smoked release, by the real wrangler against the stand-in. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WRANGLER_TOML } from '../../../tools/deploy/account/plan'
import {
  changesOf,
  deploy,
  liveKeys,
  newWorld,
  type Ran,
  realWrangler,
  stateOf,
  versionsOf,
  type World,
} from './harness'

/** wrangler starts three times. */
const LIMIT_MS = 120_000
const root = join(import.meta.dirname, '../../..')

describe('a new account', () => {
  let world: World
  let first: Ran
  /** Settings files that wrangler was given. */
  const configs = new Set<string>()
  beforeAll(async () => {
    world = await newWorld()
    const wrangler = realWrangler(world)
    first = await deploy(world, 'release', {
      wrangler(args) {
        const at = args.indexOf('--config')
        configs.add(args[at + 1] ?? '')
        return wrangler(args)
      },
    })
  }, LIMIT_MS)
  afterAll(() => world.stop())

  it('ends with a smoked release on all traffic', () => {
    expect(first.failure).toBeUndefined()
    expect(world.api.unrouted).toEqual([])
    const { account } = world.api
    const script = account.scripts.get('fareline-staging')
    expect(script?.deployments[0]).toMatchObject({
      versions: [{ percentage: 100 }],
      annotations: { 'workers/message': expect.stringMatching(/^fareline-\w{16} released$/) },
    })
    expect(script?.migrationTag).toBe('v1')
    expect(script?.schedules.length).toBeGreaterThan(0)
    const checks = first.steps.filter(({ step }) => step === 'smoke')
    expect(checks.map(({ action }) => action)).toEqual(['passed', 'passed', 'passed'])
  })

  it('binds the version to the resources it made', () => {
    const { account } = world.api
    const [database] = account.databases.values()
    const [namespace] = account.namespaces.values()
    const bindings = versionsOf(world)[0]?.bindings ?? []
    expect(bindings).toContainEqual(expect.objectContaining({ type: 'd1', id: database?.uuid }))
    expect(bindings).toContainEqual(
      expect.objectContaining({ type: 'kv_namespace', namespace_id: namespace?.id })
    )
    expect(account.databases.size).toBe(1)
    expect(account.namespaces.size).toBe(1)
  })

  it('consumes each queue once and gives what is given up to the dead letters', () => {
    const queues = [...world.api.account.queues.values()]
    for (const { consumers } of queues) expect(consumers).toHaveLength(1)
    const letters = queues.find(({ queue_name }) => queue_name.includes('dead'))
    expect(queues.flatMap(({ consumers }) => consumers)).toContainEqual(
      expect.objectContaining({ dead_letter_queue: letters?.queue_name })
    )
  })

  it('applies every migration of the repository', () => {
    const files = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'))
    const [database] = world.api.account.databases.values()
    const applied = database?.sqlite.prepare('SELECT name FROM d1_migrations').all() ?? []
    expect(applied.map(({ name }) => name).sort()).toEqual(files.sort())
  })

  it('names no champion before its files are there', () => {
    const uploads = world.api.requests.filter((request) => /^PUT .*\/objects\//.test(request))
    const firstChampion = uploads.findIndex((request) => request.endsWith('champion.json'))
    const lastFile = uploads.findLastIndex((request) => !request.endsWith('champion.json'))
    expect(lastFile).toBeGreaterThan(0)
    expect(firstChampion).toBe(lastFile + 1)
  })

  it('shows the first administrator key once and stores its hash', async () => {
    const [key = ''] = first.keys
    expect(key).toMatch(/^sk_live_/)
    expect(liveKeys(world)).toEqual([{ hash: createHash('sha256').update(key).digest('hex') }])
  })

  it('revokes the key of its smoke test', () => {
    const [database] = world.api.account.databases.values()
    const rows = database?.sqlite
      .prepare("SELECT revoked_at FROM api_keys WHERE mode = 'test'")
      .all()
    expect(rows?.length).toBeGreaterThan(0)
    for (const { revoked_at } of rows ?? []) expect(revoked_at).toBeTypeOf('number')
  })

  it('begins the audit log of the operators with their first key', () => {
    const [database] = world.api.account.databases.values()
    const rows = database?.sqlite.prepare('SELECT account, action FROM audit_entries').all()
    expect(rows).toEqual([{ account: 'operators', action: 'key.create' }])
  })

  it('generates the secrets without printing them, and leaves no file with ids behind', () => {
    const bindings = versionsOf(world)[0]?.bindings ?? []
    const secrets = ['USER_HASH_KEY', 'TOKEN_SIGNING_KEY'].map((wanted) =>
      String(bindings.find(({ name }) => name === wanted)?.text)
    )
    expect(new Set(secrets).size).toBe(2)
    for (const secret of secrets) {
      expect(secret).toMatch(/^[0-9a-f]{64}$/)
      expect(first.text).not.toContain(secret)
    }
    configs.delete(WRANGLER_TOML)
    expect(configs.size).toBeGreaterThan(0)
    for (const file of configs) expect(existsSync(file)).toBe(false)
  })

  it('changes nothing in a second run', async () => {
    const before = stateOf(world)
    const from = world.api.requests.length
    const second = await deploy(world, 'release', { wrangler: realWrangler(world) })
    expect(second.failure).toBeUndefined()
    expect(second.keys).toEqual([])
    expect(second.steps.filter(({ action }) => action === 'done')).toEqual([])
    expect(changesOf(world.api.requests.slice(from))).toEqual([])
    expect(stateOf(world)).toEqual(before)
  })

  it('changes the same through wrangler as the tests that go without it', async () => {
    const quick = await newWorld()
    await deploy(quick)
    expect(withoutIds(quick)).toEqual(withoutIds(world))
    expect(stateOf(quick)).toMatchObject({
      queues: JSON.parse(JSON.stringify(queuesOf(world))),
    })
    await quick.stop()
  })

  it('says in a status what the account has', async () => {
    const { failure, steps } = await deploy(world, 'status')
    expect(failure).toBeUndefined()
    expect(steps.filter(({ action }) => action === 'failed')).toEqual([])
    expect(steps.find(({ step }) => step === 'version')?.detail).toMatch(/^100 % fareline-/)
  })

  it('can be deployed to by wrangler alone from then on', async () => {
    const before = versionsOf(world).length
    await realWrangler(world)(['deploy', '--env', 'staging'])
    expect(versionsOf(world)).toHaveLength(before + 1)
    expect(world.api.account.namespaces.size).toBe(1)
    expect(versionsOf(world)[0]?.bindings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'USER_HASH_KEY', type: 'secret_text' }),
        expect.objectContaining({ name: 'TOKEN_SIGNING_KEY', type: 'secret_text' }),
      ])
    )
  })
})

describe('a dry run', () => {
  it('of an empty account writes every step and changes nothing', async () => {
    const world = await newWorld()
    const ran = await deploy(world, 'release', { dryRun: true })
    expect(ran.failure).toBeUndefined()
    const steps = new Set(ran.steps.map(({ step, action }) => `${step} ${action}`))
    for (const step of ['subdomain', 'database', 'namespace', 'queue', 'bucket', 'lifecycle']) {
      expect(steps).toContain(`${step} would`)
    }
    for (const step of ['model', 'migrations', 'secret', 'release', 'smoke']) {
      expect(steps).toContain(`${step} would`)
    }
    expect(changesOf(world.api.requests)).toEqual([])
    await world.stop()
  })
})

describe('an account that lacks something', () => {
  it('has wrangler alone fail at the first queue', async () => {
    const world = await newWorld()
    world.api.account.subdomain = 'acme'
    await expect(realWrangler(world)(['deploy', '--env', 'staging'])).rejects.toThrow(
      /Queue ".*" does not exist/
    )
    await world.stop()
  })

  it('reports its missing subdomain', async () => {
    const world = await newWorld()
    const { failure } = await deploy(world, 'release', { options: { subdomain: undefined } })
    expect(failure).toMatch(/no workers\.dev subdomain; choose one with --subdomain NAME/)
    await world.stop()
  })

  it('reports a secret that cannot be generated', async () => {
    const world = await newWorld()
    const plan = { secrets: ['USER_HASH_KEY', 'TOKEN_SIGNING_KEY', 'PARTNER_PASSWORD'] }
    const { failure } = await deploy(world, 'release', { plan })
    expect(failure).toMatch(/Secret PARTNER_PASSWORD is not set; run again with PARTNER_PASSWORD/)
    expect(world.api.account.scripts.size).toBe(0)
    await world.stop()
  })
})

/** Changes of a new account up to its first release. */
function withoutIds({ api }: World): string[] {
  const released = api.requests.findIndex((request) => /^POST .*\/deployments$/.test(request))
  return api.requests
    .slice(0, released)
    .filter((request) => !request.startsWith('GET ') && !request.endsWith('/raw'))
    .map((request) => request.replaceAll(/[0-9a-f]{32}|[0-9a-f-]{36}/g, 'ID'))
}

function queuesOf({ api: { account } }: World) {
  return [...account.queues.values()].map(({ queue_name, consumers }) => ({
    queue_name,
    consumers: consumers.map(({ consumer_id: _, ...consumer }) => consumer),
  }))
}
