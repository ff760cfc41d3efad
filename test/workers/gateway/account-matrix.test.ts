/** Every operation of the contract, against the keys of another account and against reading keys. */

import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { decisionRow } from '../../../pipelines/decisions/decision-row'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import { newKey, storeKey } from '../../../workers/storage/account/key-rows'
import { addDeliveries, listDeliveries } from '../../../workers/storage/alerting/delivery-rows'
import { addEndpoint } from '../../../workers/storage/alerting/endpoint-rows'
import { addRule } from '../../../workers/storage/alerting/rule-rows'
import { saveIncidents } from '../../../workers/storage/anomalies/incident-rows'
import { indexDecisions } from '../../../workers/storage/decision-rows'
import { requestErasure } from '../../../workers/storage/erasures'
import { startExperiment } from '../../../workers/storage/experiments/experiment-rows'
import { recordLetter } from '../../../workers/storage/letter-rows'
import { addReceipt } from '../../../workers/storage/receipt-rows'
import { newRankingId, travellerName, travellerOf } from '../../../workers/storage/traveller-name'
import { decisionEvent } from '../../build/decisions'
import { aFinding, anIncident } from '../../build/incidents'
import { ALL_SCOPES, putKeys, READ_SCOPES } from '../../build/keys'
import { putRaw, services } from '../../build/lake'
import { slateOf } from '../../build/offer-slates'
import { aReceipt } from '../../build/receipts'
import { LIVE, TEST } from '../../build/scopes'

const Contract = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ summary: z.string() }))),
})

const contract = Contract.parse(
  await (await exports.default.fetch('https://fareline.test/openapi.json')).json()
)
const OPERATIONS = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() }))
)

/** Operations that answer a question sent as a body; a reading key may use them. */
const QUESTIONS = [
  '/v1/security/oauth2/token',
  '/v2/shopping/flight-offers/prediction',
  '/v1/price-insights:batch',
  '/v1/price-predictions',
  '/v1/quotes:check',
  '/v1/offers:rank',
  '/v1/anomalies:score',
  '/v1/decisions/{id}:replay',
]
/**
 * Their ids name no stored thing: a user id is the sender's own word, and hashed with its account; a
 * location is the same place for everybody.
 */
const NAMED_BY_SENDER = [
  '/v1/users/{id}',
  '/v1/users/{id}/export',
  '/v1/reference-data/locations/{id}',
]

const KEYS = { test: 'sk_test_b', live: 'sk_live_b' } as const
const OWN = { test: 'sk_test_a', live: 'sk_live_a' } as const

const ids = new Map<string, string>()

async function own(scope: Scope): Promise<void> {
  const { db } = services
  const name = (prefix: string) => `${prefix}_${scope.mode}`
  await addReceipt(db, aReceipt({ id: name('rcp'), scope, createdAt: services.now }))
  await recordLetter(db, {
    id: name('letter'),
    scope,
    kind: 'message',
    cause: 'unreadable',
    reason: 'a test',
    receiptId: null,
    events: 1,
    source: null,
    diedAt: services.now,
    body: 'content',
  })
  const decision = decisionEvent(name('dec'))
  const rawKey = await putRaw(name('raw'), [decision], { scope })
  await indexDecisions(db, [decisionRow(decision, { scope, rawKey })])
  const erasure = { id: name('era'), scope, userHashes: ['hash'], requestedAt: services.now }
  await requestErasure(db, erasure)
  const wanted = { name: 'a', scope, permissions: ['insights:read'] as const, expiresAt: null }
  const { row } = await newKey(wanted, services.now)
  await storeKey(db, row)
  const ranking = newRankingId(`u1.${name('traveller')}`)
  const key = travellerOf(ranking) ?? ''
  const options = { order: 'utility' as const, filters: {}, boosts: [], diversity: 0 }
  const call = { id: ranking, market: 'LIS-JFK', offers: slateOf(2, 1), options }
  await services.travellers.getByName(travellerName(scope, key)).rank(call)
  const incident = anIncident([aFinding()], name('inc'))
  await saveIncidents(db, scope, [incident])
  const experiment = {
    id: name('exp'),
    name: 'cheapest first',
    metric: 'click' as const,
    share: 0.5,
    treatment: { order: 'price' as const },
    startedAt: services.now,
    stoppedAt: undefined,
  }
  await startExperiment(db, scope, experiment)
  const rule = {
    id: name('rule'),
    scope,
    name: 'letters',
    condition: { kind: 'dead_letters', count: 1 } as const,
    priority: 'P3' as const,
    quietHours: undefined,
    createdAt: services.now,
  }
  await addRule(db, rule)
  const endpoint = {
    id: name('whe'),
    scope,
    url: 'https://example.com/hooks',
    description: '',
    kinds: [],
    secrets: [],
    disabledReason: null,
    createdAt: services.now,
    lastDeliveredAt: null,
  }
  await addEndpoint(db, endpoint)
  const message = { messageId: name('msg'), type: 'ping', body: '{}' }
  const waits = { createdAt: services.now, dueAt: services.now }
  const delivery = { scope, endpointId: endpoint.id, ...message, ...waits }
  await addDeliveries(db, undefined, [delivery], services.now)
  const [stored] = await listDeliveries(db, scope, { limit: 1 })
  const found = {
    '/v1/anomalies/{id}': incident.id,
    '/v1/anomalies/{id}:ack': incident.id,
    '/v1/anomalies/{id}:suppress': incident.id,
    '/v1/anomalies/{id}:confirm': incident.id,
    '/v1/alert-rules/{id}': rule.id,
    '/v1/webhook-endpoints/{id}': endpoint.id,
    '/v1/webhook-endpoints/{id}:ping': endpoint.id,
    '/v1/webhook-endpoints/{id}:rotate': endpoint.id,
    '/v1/webhook-endpoints/{id}:enable': endpoint.id,
    '/v1/webhook-deliveries/{id}:redeliver': String(stored?.id),
    '/v1/rankings/{id}': ranking,
    '/v1/experiments/{id}/results': experiment.id,
    '/v1/experiments/{id}:stop': experiment.id,
    '/v1/events/receipts/{id}': name('rcp'),
    '/v1/dead-letters/{id}/content': name('letter'),
    '/v1/dead-letters/{id}:replay': name('letter'),
    '/v1/decisions/{id}': name('dec'),
    '/v1/decisions/{id}:replay': name('dec'),
    '/v1/erasures/{id}': name('era'),
    '/v1/api-keys/{id}': row.id,
    '/v1/api-keys/{id}:rotate': row.id,
  }
  for (const [path, id] of Object.entries(found)) ids.set(`${scopeKey(scope)} ${path}`, id)
}

beforeAll(async () => {
  await putKeys([
    { id: 'a-test', key: OWN.test, scopes: ALL_SCOPES },
    { id: 'a-live', key: OWN.live, scopes: ALL_SCOPES, mode: 'live' },
    { id: 'b-test', key: KEYS.test, scopes: ALL_SCOPES, account: 'other' },
    { id: 'b-live', key: KEYS.live, scopes: ALL_SCOPES, account: 'other', mode: 'live' },
    { id: 'reads', key: 'sk_test_only_reads', scopes: READ_SCOPES },
  ])
  await own(TEST)
  await own(LIVE)
})

async function statusOf(path: string, method: string, key: string): Promise<number> {
  const response = await exports.default.fetch(`https://fareline.test${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(method === 'POST' || method === 'PUT' ? { body: '{}' } : {}),
  })
  await response.arrayBuffer()
  return response.status
}

const BY_ID = OPERATIONS.filter(
  ({ path }) => path.includes('{id}') && !NAMED_BY_SENDER.includes(path)
)

describe.each([TEST, LIVE])('with stored things of $account in mode $mode', (scope) => {
  test.each(BY_ID)('$method $path is a 404 for another account in either mode', async (each) => {
    const id = ids.get(`${scopeKey(scope)} ${each.path}`)
    if (!id) throw new Error(`Add a stored thing for ${each.path} to this test`)
    const path = each.path.replace('{id}', id)
    expect(await statusOf(path, each.method, KEYS.test)).toBe(404)
    expect(await statusOf(path, each.method, KEYS.live)).toBe(404)
  })

  test.each(BY_ID.filter(({ method }) => method === 'GET'))(
    '$method $path answers its owner',
    async ({ path }) => {
      const id = ids.get(`${scopeKey(scope)} ${path}`) ?? ''
      expect(await statusOf(path.replace('{id}', id), 'GET', OWN[scope.mode])).toBe(200)
    }
  )
})

const WRITES = OPERATIONS.filter(
  ({ path, method }) => method !== 'GET' && !QUESTIONS.includes(path)
)

test.each(WRITES)('$method $path is a 403 for a key that only reads', async ({ path, method }) => {
  const named = path.replace(/\{\w+\}/, 'any')
  expect(await statusOf(named, method, 'sk_test_only_reads')).toBe(403)
})

test('a key list shows the keys of its own account alone', async () => {
  const response = await exports.default.fetch('https://fareline.test/v1/api-keys', {
    headers: { authorization: `Bearer ${KEYS.test}` },
  })
  const { data } = z
    .object({ data: z.array(z.object({ account: z.string() })) })
    .parse(await response.json())
  expect(new Set(data.map(({ account }) => account))).toEqual(new Set(['other']))
})

test('only a hash of a created key is stored', async () => {
  const response = await exports.default.fetch('https://fareline.test/v1/api-keys', {
    method: 'POST',
    headers: { authorization: `Bearer ${KEYS.test}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scopes: ['insights:read'] }),
  })
  expect(response.status).toBe(201)
  const { data } = z
    .object({ data: z.object({ id: z.string(), key: z.string() }) })
    .parse(await response.json())
  const row = await env.DB.prepare('SELECT * FROM api_keys WHERE id = ?').bind(data.id).first()
  expect(JSON.stringify(row)).not.toContain(data.key)
  expect(await statusOf('/v1/accuracy', 'GET', data.key)).toBe(200)
  expect(await statusOf('/v1/jobs', 'GET', data.key)).toBe(403)
  expect(await statusOf(`/v1/api-keys/${data.id}`, 'DELETE', KEYS.test)).toBe(200)
  expect(await statusOf(`/v1/api-keys/${data.id}`, 'DELETE', OWN.test)).toBe(404)
})
