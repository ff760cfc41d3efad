/** A shared market pool: what members read of each other, and nobody else. */
import { createExecutionContext } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { OPERATORS, type Scope } from '../../../pipelines/events/scope'
import { packBatch } from '../../../pipelines/market/market-batch'
import { app } from '../../../workers/api/app'
import { answerWarm } from '../../../workers/api/warm-insight'
import { textKey } from '../../../workers/isolate/insight-texts'
import { connect } from '../../../workers/services'
import { addAccount } from '../../../workers/storage/account/accounts'
import { listEntries } from '../../../workers/storage/account/audit-rows'
import { marketObjectName } from '../../../workers/storage/market-name'
import { offer, search } from '../../build/events'
import { isolateWith } from '../../build/isolates'
import { ALL_SCOPES, putKeys } from '../../build/keys'
import { services } from '../../build/lake'
import { NOW } from '../../build/sandbox'

const MEMBERS = ['ant', 'bee', 'cat', 'dog'] as const
const PRICES = { ant: 400_00, bee: 410_00, cat: 420_00, dog: 9_00, out: 700_00 } as const
type Account = keyof typeof PRICES
/** A key is remembered with its pool for ten seconds, so each step uses keys of its own. */
const STEPS = ['first', 'joined', 'left'] as const
type Step = (typeof STEPS)[number]
const keyOf = (account: string, step: Step) => `sk_test_${account}_${step}`
const keyRow = (account: string, step: Step) => ({
  id: `${account}_${step}`,
  key: keyOf(account, step),
  scopes: ALL_SCOPES,
  account,
})
const OPERATOR = 'sk_test_operator'

async function observe(account: Account, scope: Scope): Promise<void> {
  const at = Date.parse(NOW)
  const events = Array.from({ length: 12 }, (_, index) =>
    search({
      id: `${account}-${index}`,
      at: at - 60_000 * (index + 1),
      receivedAt: at,
      departureDate: `2026-12-${10 + index}`,
      offers: [offer(PRICES[account] + index)],
    })
  )
  const object = env.MARKETS.getByName(marketObjectName('LIS-JFK', scope))
  await object.apply(
    packBatch(account, events, undefined, () => undefined),
    at
  )
}

beforeAll(async () => {
  const accounts = Object.keys(PRICES) as Account[]
  await putKeys([
    ...accounts.flatMap((account) => STEPS.map((step) => keyRow(account, step))),
    { id: 'operator', key: OPERATOR, scopes: ALL_SCOPES, account: OPERATORS },
  ])
  for (const account of accounts) {
    await addAccount(services.db, account, services.now)
    await observe(account, { account, mode: 'test' })
  }
})

async function call(method: string, path: string, key: string) {
  const response = await exports.default.fetch(`https://fareline.test${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'fareline-now': NOW },
  })
  const body = z.looseObject({ data: z.unknown().optional() }).parse(await response.json())
  return { status: response.status, data: body.data }
}

const Insight = z.object({
  lowest_price: z.looseObject({ amount: z.string() }).nullish(),
  evidence: z.looseObject({ observations: z.number(), senders: z.number().optional() }),
})

const QUESTION = '/v1/price-insights?origin=LIS&destination=JFK&departure_date=2026-12-15'

async function insightOf(account: string, step: Step) {
  const { data } = await call('GET', QUESTION, keyOf(account, step))
  const { lowest_price, evidence } = Insight.parse(data)
  return { lowest: lowest_price?.amount, senders: evidence.senders, n: evidence.observations }
}

const isolate = isolateWith('0')
/** Not the start of a quarter of an hour, at which no text is kept. */
const WARM_AT = Date.parse(NOW) + 1_000

/** Whether a repeat is answered from its text, in an isolate whose clock stands still. */
async function isAnsweredWarm(account: string, step: Step): Promise<boolean> {
  const request = () =>
    new Request(`https://fareline.test${QUESTION}`, {
      headers: {
        authorization: `Bearer ${keyOf(account, step)}`,
        'fareline-now': new Date(WARM_AT).toISOString(),
      },
    })
  vi.useFakeTimers({ toFake: ['Date'], now: WARM_AT })
  try {
    // The first answers come before the models were looked for, and keep nothing.
    for (let at = 0; at < 3; at += 1) {
      const { status } = await app.fetch(request(), isolate, createExecutionContext())
      expect(status).toBe(200)
    }
    return answerWarm(request(), isolate, createExecutionContext()) !== undefined
  } finally {
    vi.useRealTimers()
  }
}

function hasText(account: string): boolean {
  const { insightTexts } = connect(isolate, { defer: () => {} }).isolate
  return insightTexts.get(textKey({ account, mode: 'test' }, QUESTION)) !== undefined
}

const join = (account: string, key = OPERATOR) =>
  call('PUT', `/v1/pools/shared/members/${account}`, key)

test('only operators set members', async () => {
  expect(await join('ant', keyOf('ant', 'first'))).toMatchObject({ status: 403 })
  expect(await call('GET', '/v1/pools/shared', keyOf('ant', 'first'))).toMatchObject({
    status: 403,
  })
  expect(await join('nobody')).toMatchObject({ status: 404 })
})

test('outside of a pool a repeat is answered from its text', async () => {
  expect(await isAnsweredWarm('ant', 'first')).toBe(true)
  expect(await isAnsweredWarm('out', 'first')).toBe(true)
})

test('members answer from what all observed, name the senders, and one cannot set the lowest', async () => {
  for (const account of MEMBERS) expect((await join(account)).status).toBe(200)
  expect((await call('GET', '/v1/pools/shared', OPERATOR)).data).toEqual({
    name: 'shared',
    members: [...MEMBERS],
  })
  // "dog" sends 9.05 for the day, the others 400.05 to 420.05: the second lowest stands.
  for (const account of MEMBERS) {
    expect(await insightOf(account, 'joined')).toEqual({ lowest: '400.05', senders: 4, n: 12 })
  }
  expect(await insightOf('out', 'joined')).toEqual({ lowest: '700.05', senders: undefined, n: 12 })
  const entries = await listEntries(services.db, 'bee', 0, 10)
  expect(entries.map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
    ['pool.join', 'operator', 'shared'],
  ])
})

test('a member is not answered from a text kept before, and none is kept for a member', async () => {
  expect(hasText('ant')).toBe(true)
  expect(await isAnsweredWarm('ant', 'joined')).toBe(false)
  expect(await isAnsweredWarm('bee', 'joined')).toBe(false)
  expect(hasText('bee')).toBe(false)
  expect(await isAnsweredWarm('out', 'joined')).toBe(true)
})

test('an account that leaves takes its observations along, and answers from its own', async () => {
  expect((await call('DELETE', '/v1/pools/shared/members/ant', OPERATOR)).data).toEqual({
    name: 'shared',
    members: ['bee', 'cat', 'dog'],
  })
  expect(await insightOf('ant', 'left')).toMatchObject({ lowest: '400.05', senders: undefined })
  expect(await insightOf('bee', 'left')).toMatchObject({ lowest: '410.05', senders: 3 })
  expect((await call('DELETE', '/v1/pools/shared/members/ant', OPERATOR)).status).toBe(404)
})

test('a pool has 16 members at most', async () => {
  for (let at = 0; at < 16; at += 1) {
    await addAccount(services.db, `member-${at}`, services.now)
    expect((await call('PUT', `/v1/pools/full/members/member-${at}`, OPERATOR)).status).toBe(200)
  }
  expect((await call('PUT', '/v1/pools/full/members/out', OPERATOR)).status).toBe(400)
  // A member may be set again.
  expect((await call('PUT', '/v1/pools/full/members/member-3', OPERATOR)).status).toBe(200)
})
