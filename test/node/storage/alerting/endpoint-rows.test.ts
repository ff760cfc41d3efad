import { expect, test } from 'vitest'
import { addDeliveries, listDeliveries } from '../../../../workers/storage/alerting/delivery-rows'
import {
  addEndpoint,
  disableEndpoint,
  type Endpoint,
  enableEndpoint,
  findEndpoint,
  listEndpoints,
  MAX_ENDPOINTS,
  removeEndpoint,
  replaceSecrets,
} from '../../../../workers/storage/alerting/endpoint-rows'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const endpoint = (id: string, changes: Partial<Endpoint> = {}): Endpoint => ({
  id,
  scope: TEST,
  url: 'https://shop.example/hook',
  description: '',
  kinds: ['dead_job'],
  secrets: [{ secret: 'whsec_a', expiresAt: null }],
  disabledReason: null,
  createdAt: 1,
  lastDeliveredAt: null,
  ...changes,
})

const pending = (endpointId: string) => ({
  scope: TEST,
  endpointId,
  messageId: `msg_${endpointId}`,
  type: 'alert.raised',
  body: '{}',
  createdAt: 1,
  dueAt: 1,
})

test('keeps an endpoint as it was added, for its own scope, oldest first', () =>
  inNode(async (db) => {
    await addEndpoint(db, endpoint('b', { createdAt: 2 }))
    await addEndpoint(db, endpoint('a', { createdAt: 2 }))
    await addEndpoint(db, endpoint('old'))
    expect((await listEndpoints(db, TEST)).map(({ id }) => id)).toEqual(['old', 'a', 'b'])
    expect(await findEndpoint(db, TEST, 'old')).toEqual(endpoint('old'))
    expect(await findEndpoint(db, LIVE, 'old')).toBeUndefined()
  }))

test('takes no more endpoints of a scope than the limit', () =>
  inNode(async (db) => {
    for (let at = 0; at < MAX_ENDPOINTS; at += 1) {
      expect(await addEndpoint(db, endpoint(`e${at}`))).toBeDefined()
    }
    expect(await addEndpoint(db, endpoint('more'))).toBeUndefined()
    expect(await addEndpoint(db, endpoint('live', { scope: LIVE }))).toBeDefined()
  }))

test('replaces the secrets of one endpoint', () =>
  inNode(async (db) => {
    await addEndpoint(db, endpoint('a'))
    await addEndpoint(db, endpoint('b'))
    const secrets = [{ secret: 'whsec_b', expiresAt: 9 }]
    await replaceSecrets(db, endpoint('a'), secrets)
    expect(await findEndpoint(db, TEST, 'a')).toMatchObject({ secrets })
    expect(await findEndpoint(db, TEST, 'b')).toEqual(endpoint('b'))
  }))

test('gives up what waits for an endpoint that is disabled, and reports it once', () =>
  inNode(async (db) => {
    await addEndpoint(db, endpoint('a'))
    await addDeliveries(db, undefined, [pending('a'), pending('b')], 1)
    expect(await disableEndpoint(db, { id: 'a' }, 'it answered 410 Gone')).toBe(true)
    expect(await disableEndpoint(db, { id: 'a' }, 'another reason')).toBe(false)
    expect(await findEndpoint(db, TEST, 'a')).toMatchObject({
      disabledReason: 'it answered 410 Gone',
    })
    const states = (await listDeliveries(db, TEST, { limit: 9 })).map(({ endpointId, state }) => [
      endpointId,
      state,
    ])
    expect(states).toEqual([
      ['b', 'pending'],
      ['a', 'dead'],
    ])
    await enableEndpoint(db, endpoint('a'))
    expect(await findEndpoint(db, TEST, 'a')).toMatchObject({ disabledReason: null })
  }))

test('removes an endpoint with its deliveries', () =>
  inNode(async (db) => {
    await addEndpoint(db, endpoint('a'))
    await addDeliveries(db, undefined, [pending('a')], 1)
    await removeEndpoint(db, endpoint('a'))
    expect(await listEndpoints(db, TEST)).toEqual([])
    expect(await listDeliveries(db, TEST, { limit: 9 })).toEqual([])
  }))
