/** The smoke test against the Worker itself, as it runs on workerd. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smoke } from '../../../tools/deploy/smoke'
import { freePort } from '../../../tools/server/free-port'
import { SANDBOX_KEY } from '../../../tools/server/local-state'
import { type Server, startServer } from '../../../tools/server/server'

let folder = ''
let server: Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-smoke-'))
  server = await startServer(await freePort(8_950), folder)
}, 120_000)
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}, 30_000)

const parts = () => ({
  target: { url: server.url, headers: {}, versionId: undefined },
  key: SANDBOX_KEY,
  reach: fetch,
  now: Date.now(),
  limitMs: 60_000,
})

it('passes every check, from an event to an insight that rests on it', async () => {
  const checks = await smoke(parts())
  expect(checks.filter(({ passed }) => !passed)).toEqual([])
  expect(checks.map(({ name }) => name)).toEqual(['health', 'golden rows', 'event to insight'])
  expect(checks.at(-1)?.detail).toMatch(/^5 events counted, insight "\w+" from \w+$/)
})

it('fails when another version answers than the one under test', async () => {
  const versionId = '00000000-0000-4000-8000-000000000000'
  const target = { url: server.url, headers: {}, versionId }
  const [check, ...others] = await smoke({ ...parts(), target, limitMs: 0 })
  expect(check).toMatchObject({ name: 'health', passed: false })
  expect(check?.detail).toContain(`not ${versionId}`)
  expect(others).toEqual([])
})

it('fails with a key that the Worker does not know', async () => {
  const checks = await smoke({ ...parts(), key: 'sk_test_nobody', limitMs: 0 })
  expect(checks.at(-1)).toMatchObject({ name: 'health', passed: false })
  expect(checks.at(-1)?.detail).toMatch(/401/)
})
