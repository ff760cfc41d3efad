/**
 * npm run keys -- create|list|rotate|revoke: API keys of a local state folder (--state DIR), or of a
 * deployment (--url U --key ADMIN_KEY); join|leave POOL: the shared market pool of an account. Each
 * result is one JSON line.
 */
import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PERMISSIONS } from '../pipelines/events/permission'
import { PoolName } from '../pipelines/events/pool'
import { AccountName, MODES } from '../pipelines/events/scope'
import { withAudit } from './audit/local-audit'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { joinLocalPool, leaveLocalPool } from './server/keys/local-pools'
import {
  allowSampleClock,
  createLocalKey,
  listLocalKeys,
  revokeLocalKey,
  rotateLocalKey,
  withKeys,
} from './server/local-keys'

const Key = z.looseObject({ id: z.string() })

await runCommand(COMMANDS.keys, async ({ values, positionals }) => {
  const [action = '', id = ''] = positionals
  const overlapSeconds = numberOf('--overlap-seconds', values['overlap-seconds'])
  if ((action === 'rotate' || action === 'revoke') && id === '') {
    throw new Misuse(`Name the key: npm run keys -- ${action} ID`)
  }
  if (action === 'join' || action === 'leave') poolChange(id, values.account)
  if (values.url !== undefined) {
    const remote = { url: values.url, key: values.key ?? '' }
    if (remote.key === '') throw new Misuse('--key must be an admin key of the deployment')
    return callRemote(remote, action, id, overlapSeconds, values)
  }
  const now = Date.now()
  withKeys(resolve(values.state), (database) => {
    if (action === 'list') {
      for (const key of listLocalKeys(database, values.account)) print(key)
    } else if (action === 'create') {
      create(database, values, now)
    } else if (action === 'rotate') {
      const { old, ...created } = withAudit(database, now, () => {
        const result = rotateLocalKey(database, id, overlapSeconds * 1000, now)
        const { account, mode } = result.old
        const detail = { new_id: result.id, overlap_seconds: overlapSeconds }
        return { result, entry: { action: 'key.rotate', account, mode, subject: id, detail } }
      })
      print({ ...created, account: old.account, mode: old.mode, scopes: old.scopes })
    } else if (action === 'join' || action === 'leave') {
      const { pool, account } = poolChange(id, values.account)
      const members = withAudit(database, now, () => {
        const change = action === 'join' ? joinLocalPool : leaveLocalPool
        const result = change(database, pool, account)
        const entry = { account, mode: 'live', subject: pool } as const
        return { result, entry: { ...entry, action: `pool.${action}` } }
      })
      print({ name: pool, members })
    } else {
      const revoked = withAudit(database, now, () => {
        const result = revokeLocalKey(database, id, now)
        const { account, mode } = result
        return { result, entry: { action: 'key.revoke', account, mode, subject: id } }
      })
      print(revoked)
    }
  })
  return 0
})

type Values = {
  readonly account?: string | undefined
  readonly mode: string
  readonly scopes?: string | undefined
  readonly name: string
}

function wanted({ account, mode, scopes }: Values) {
  const parsed = z
    .object({
      account: AccountName.optional(),
      mode: z.enum(MODES),
      scopes: z.array(z.enum(PERMISSIONS)).min(1),
    })
    .safeParse({ account, mode, scopes: scopes?.split(',') ?? [...PERMISSIONS] })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Misuse(`--${String(issue?.path[0])}: ${issue?.message}`)
}

function create(
  database: DatabaseSync,
  values: Values & { readonly 'sample-clock': boolean },
  now: number
): void {
  const { account = '', mode, scopes } = wanted(values)
  if (account === '') throw new Misuse('--account must name who owns the key')
  const key = { name: values.name, account, mode, permissions: scopes }
  const created = withAudit(database, now, () => {
    const result = createLocalKey(database, key, now)
    const entry = { account, mode, subject: result.id, detail: { scopes, mode } }
    return { result, entry: { ...entry, action: 'key.create' } }
  })
  allowSampleClock(database, account, values['sample-clock'])
  print({ ...created, account, mode, scopes })
}

/** The pool and the account that joins or leaves it. */
function poolChange(name: string, account: string | undefined) {
  const parsed = z.object({ pool: PoolName, account: AccountName }).safeParse({
    pool: name,
    account,
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path[0] === 'pool' ? 'The pool' : '--account'
  throw new Misuse(`${where}: ${issue?.message}`)
}

async function callRemote(
  { url, key }: { readonly url: string; readonly key: string },
  action: string,
  id: string,
  overlapSeconds: number,
  values: Values
): Promise<number> {
  const { name } = values
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${response.status} ${path}: ${await response.text()}`)
    return z.object({ data: z.unknown() }).parse(await response.json()).data
  }
  const one = `/v1/api-keys/${encodeURIComponent(id)}`
  if (action === 'list') {
    for (const each of z.array(Key).parse(await call('GET', '/v1/api-keys'))) print(each)
  } else if (action === 'create') {
    print(await call('POST', '/v1/api-keys', { name, ...wanted(values) }))
  } else if (action === 'rotate') {
    print(await call('POST', `${one}:rotate`, { overlap_seconds: overlapSeconds }))
  } else if (action === 'join' || action === 'leave') {
    const { pool, account } = poolChange(id, values.account)
    const method = action === 'join' ? 'PUT' : 'DELETE'
    print(await call(method, `/v1/pools/${pool}/members/${account}`))
  } else print(await call('DELETE', one))
  return 0
}

function print(value: unknown): void {
  console.log(JSON.stringify(value))
}

function numberOf(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Misuse(`${name} must be a whole number`)
  return value
}
