/** Shared market pools, whose members the operators set: to join one shows what the others observe. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { MAX_MEMBERS, PoolName } from '../../../pipelines/events/pool'
import { AccountName, OPERATORS } from '../../../pipelines/events/scope'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import type { AppEnv } from '../../http/app-env'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { joinPool, leavePool, readMembers } from '../../storage/account/pools'

const PoolEntry = z
  .object({
    name: z.string(),
    members: z.array(z.string()).openapi({ description: 'Accounts, in order of their names' }),
  })
  .openapi('Pool')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const
const pool = PoolName.openapi({ description: 'Name of the pool', example: 'metasearch' })
const account = AccountName.openapi({ description: 'Name of the account', example: 'acme-travel' })
const Member = z.object({ pool, account })
const answer = json(envelope(PoolEntry), 'The pool, empty while it has no members')

const getRoute = createRoute({
  operationId: 'getPool',
  method: 'get',
  path: '/v1/pools/{pool}',
  tags: ['Operations'],
  summary: 'List the members of a shared market pool',
  description: `Only keys of "${OPERATORS}" with the scope keys:admin may call it.`,
  middleware: [requireScope('keys:admin')] as const,
  request: { params: z.object({ pool }) },
  responses: { 200: answer, ...problems('invalid-request', ...REFUSALS) },
})

const joinRoute = createRoute({
  operationId: 'joinPool',
  method: 'put',
  path: '/v1/pools/{pool}/members/{account}',
  tags: ['Operations'],
  summary: 'Make an account a member of a shared market pool',
  description: `Its answers then read what all members observed, of the same mode, and theirs what it observed, the last 30 days included. It leaves the pool it was in. A pool has at most ${MAX_MEMBERS} members. It holds everywhere within 10 seconds. Only keys of "${OPERATORS}" with the scope keys:admin may call it. Safe to repeat.`,
  middleware: [requireScope('keys:admin')] as const,
  request: { params: Member },
  responses: { 200: answer, ...problems('invalid-request', 'not-found', ...REFUSALS) },
})

const leaveRoute = createRoute({
  operationId: 'leavePool',
  method: 'delete',
  path: '/v1/pools/{pool}/members/{account}',
  tags: ['Operations'],
  summary: 'Take an account out of a shared market pool',
  description: `What it observed leaves the pool along with it, everywhere within 10 seconds. Only keys of "${OPERATORS}" with the scope keys:admin may call it.`,
  middleware: [requireScope('keys:admin')] as const,
  request: { params: Member },
  responses: { 200: answer, ...problems('invalid-request', 'not-found', ...REFUSALS) },
})

export const pools = createRouter()
  .openapi(getRoute, async (c) => {
    const { pool: name } = c.req.valid('param')
    if (!isOperator(c)) return refuse(c)
    return c.json(enveloped(c, await poolOf(c, name)), 200)
  })
  .openapi(joinRoute, async (c) => {
    const { pool: name, account: member } = c.req.valid('param')
    if (!isOperator(c)) return refuse(c)
    await recordAct(c, { action: 'pool.join', subject: name, account: member })
    const refused = await reach('database', joinPool(c.var.services.db, name, member))
    if (refused === 'unknown-account') {
      return problem(c, 'not-found', `There is no account "${member}"; create a key for it first.`)
    }
    if (refused) {
      const detail = `The pool "${name}" has ${MAX_MEMBERS} members, the most of a pool; take one out first.`
      return problem(c, 'invalid-request', detail)
    }
    return c.json(enveloped(c, await poolOf(c, name)), 200)
  })
  .openapi(leaveRoute, async (c) => {
    const { pool: name, account: member } = c.req.valid('param')
    if (!isOperator(c)) return refuse(c)
    await recordAct(c, { action: 'pool.leave', subject: name, account: member })
    const wasMember = await reach('database', leavePool(c.var.services.db, name, member))
    if (!wasMember)
      return problem(c, 'not-found', `"${member}" is no member of the pool "${name}".`)
    return c.json(enveloped(c, await poolOf(c, name)), 200)
  })

async function poolOf(c: Context<AppEnv>, name: string) {
  const members = await reach('database', readMembers(c.var.services.db, name))
  return { name, members: [...members] }
}

function isOperator(c: Context<AppEnv>): boolean {
  return c.var.principal.scope.account === OPERATORS
}

function refuse(c: Context<AppEnv>) {
  return problem(c, 'forbidden', `Only API keys of the account "${OPERATORS}" manage pools.`)
}
