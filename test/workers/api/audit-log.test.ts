/** The audit log of an account: every administrative act, in a chain. */

import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DAY_MS } from '../../../models/airline/calendar'
import { auditBreaks } from '../../../workers/audit/audit-chain'
import { checkpointAudit } from '../../../workers/jobs/checkpoint-audit'
import { readCheckpoints } from '../../../workers/lake/audit-checkpoints'
import { appendEntry, listEntries, readHead } from '../../../workers/storage/account/audit-rows'
import { ALL_SCOPES, putKeys } from '../../build/keys'
import { services } from '../../build/lake'

beforeAll(() =>
  putKeys([
    { id: 'admin', key: 'sk_test_admin', scopes: ALL_SCOPES, account: 'acme' },
    { id: 'other', key: 'sk_test_other', scopes: ALL_SCOPES, account: 'other' },
  ])
)

async function call(method: string, path: string, body?: string, key = 'sk_test_admin') {
  const response = await exports.default.fetch(`https://fareline.test${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: z.looseObject({ data: z.json() }).parse(JSON.parse(text)),
  }
}

const idOf = (data: unknown) => z.looseObject({ id: z.string() }).parse(data).id

async function breaksOf(account: string) {
  const entries = await listEntries(services.db, account, 0, 10_000)
  const head = await readHead(services.db, account)
  return auditBreaks(entries, head, await readCheckpoints(services.lake, account))
}

test('keys, rates, erasures and runs of jobs each leave an entry with who and what', async () => {
  const created = await call('POST', '/v1/api-keys', '{"scopes":["insights:read"]}')
  const first = idOf(created.body.data)
  const rotated = await call('POST', `/v1/api-keys/${first}:rotate`, '{"overlap_seconds":5}')
  await call('DELETE', `/v1/api-keys/${idOf(rotated.body.data)}`)
  await call('PUT', '/v1/exchange-rates?source=mine', 'Date,USD,\n2026-11-19,1.09,\n')
  await call('DELETE', '/v1/users/somebody')
  await call('POST', '/v1/jobs/forget-receipts:run')
  await call('POST', '/v1/dead-letters:replay')
  const { body } = await call('GET', '/v1/audit-log')
  const entries = z.array(z.looseObject({})).parse(body.data)
  expect(entries.map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
    ['key.create', 'admin', first],
    ['key.rotate', 'admin', first],
    ['key.revoke', 'admin', idOf(rotated.body.data)],
    ['rates.load', 'admin', 'mine'],
    ['user.erase', 'admin', expect.stringMatching(/^era_/)],
    ['job.run', 'admin', 'forget-receipts'],
    ['letter.replay', 'admin', 'many'],
  ])
  expect(JSON.stringify(entries)).not.toContain('somebody')
  expect(await breaksOf('acme')).toEqual([])
  expect((await call('GET', '/v1/audit-log', undefined, 'sk_test_other')).body.data).toEqual([])
})

test('a refused request leaves no entry', async () => {
  const before = await readHead(services.db, 'acme')
  await call('DELETE', '/v1/api-keys/none').catch(() => undefined)
  await exports.default.fetch('https://fareline.test/v1/jobs/none:run', {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_admin' },
  })
  expect(await readHead(services.db, 'acme')).toEqual(before)
})

test('pages follow each other', async () => {
  const { body } = await call('GET', '/v1/audit-log?limit=3&after=2')
  const sequences = z.array(z.looseObject({ sequence: z.int() })).parse(body.data)
  expect(sequences.map(({ sequence }) => sequence)).toEqual([3, 4, 5])
  expect(body.links).toMatchObject({ next: '/v1/audit-log?limit=3&after=5' })
})

const ACT = { action: 'job.run', actor: 'k', mode: 'test', subject: 's', detail: '{}' } as const

test('entries appended at once by many form one chain', async () => {
  const acts = Array.from({ length: 12 }, (_, at) =>
    appendEntry(services.db, 'busy', { ...ACT, at })
  )
  await Promise.all(acts)
  expect((await readHead(services.db, 'busy')).sequence).toBe(12)
  expect(await breaksOf('busy')).toEqual([])
})

test('a change, a removal and a rewritten log are found at their sequence', async () => {
  const yesterday = Date.now() - DAY_MS
  for (let each = 0; each < 5; each += 1) {
    await appendEntry(services.db, 'attacked', { ...ACT, at: yesterday })
  }
  const scopes = [{ account: 'attacked', mode: 'live' } as const]
  expect(await checkpointAudit(services, 0, scopes)).toMatchObject({ written: 1 })
  expect(await checkpointAudit(services, 0, scopes)).toMatchObject({ written: 0 })
  expect(await breaksOf('attacked')).toEqual([])

  const run = (sql: string) => env.DB.prepare(sql).run()
  await run("UPDATE audit_entries SET subject = 'x' WHERE account = 'attacked' AND sequence = 2")
  expect((await breaksOf('attacked')).map(({ sequence }) => sequence)).toEqual([2])
  await run("UPDATE audit_entries SET subject = 's' WHERE account = 'attacked' AND sequence = 2")
  await run("DELETE FROM audit_entries WHERE account = 'attacked' AND sequence = 5")
  expect((await breaksOf('attacked')).map(({ sequence }) => sequence)).toContain(5)

  await run("DELETE FROM audit_entries WHERE account = 'attacked'")
  await run("DELETE FROM audit_heads WHERE account = 'attacked'")
  for (let each = 0; each < 5; each += 1) {
    await appendEntry(services.db, 'attacked', { ...ACT, subject: 'forged', at: yesterday })
  }
  expect(await breaksOf('attacked')).toEqual([
    { sequence: 5, detail: expect.stringContaining('checkpoint') },
  ])
})
