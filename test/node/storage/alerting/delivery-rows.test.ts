import { expect, test } from 'vitest'
import { changeAlerts, undeliveredAlerts } from '../../../../workers/storage/alerting/alert-rows'
import {
  addDeliveries,
  type Delivery,
  dueDeliveries,
  forgetDeliveries,
  listDeliveries,
  type NewDelivery,
  recordAttempt,
  redeliver,
} from '../../../../workers/storage/alerting/delivery-rows'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const fresh = (messageId: string, changes: Partial<NewDelivery> = {}): NewDelivery => ({
  scope: TEST,
  endpointId: 'e1',
  messageId,
  type: 'alert.raised',
  body: '{}',
  createdAt: 1,
  dueAt: 10,
  ...changes,
})
const attempted = (state: Delivery['state'], dueAt: number | null) => ({
  state,
  attempts: 1,
  dueAt,
  lastStatus: 200,
  lastError: null,
  lastAttemptAt: 20,
})
const names = (rows: readonly Delivery[]) => rows.map(({ messageId }) => messageId)

test('makes the deliveries of an alert once and marks it', () =>
  inNode(async (db) => {
    await changeAlerts(db, TEST, 'dead_job', [{ subject: 'a', isRaised: true, detail: '' }], 1)
    const [alert] = await undeliveredAlerts(db, [TEST], 9)
    const many = Array.from({ length: 23 }, (_, at) => fresh('m', { endpointId: `e${at}` }))
    await addDeliveries(db, alert?.id, many, 5)
    await addDeliveries(db, alert?.id, many, 6)
    expect(await listDeliveries(db, TEST, { limit: 99 })).toHaveLength(23)
    expect(await undeliveredAlerts(db, [TEST], 9)).toEqual([])
    await addDeliveries(db, undefined, [], 7)
  }))

test('gives those whose time has come, the longest waiting first, of the given scopes', () =>
  inNode(async (db) => {
    const live = fresh('live', { scope: LIVE, dueAt: 1 })
    await addDeliveries(
      db,
      undefined,
      [fresh('b', { dueAt: 20 }), fresh('a'), fresh('c', { dueAt: 99 }), live],
      1
    )
    expect(names(await dueDeliveries(db, [TEST], 50, 9))).toEqual(['a', 'b'])
    expect(names(await dueDeliveries(db, [TEST, LIVE], 50, 1))).toEqual(['live'])
  }))

test('lets an endpoint with many deliveries not crowd out another', () =>
  inNode(async (db) => {
    const many = Array.from({ length: 120 }, (_, at) => fresh(`m${at}`))
    await addDeliveries(
      db,
      undefined,
      [...many, fresh('other', { endpointId: 'e2', dueAt: 11 })],
      1
    )
    const due = await dueDeliveries(db, [TEST], 50, 101)
    expect(due.filter(({ endpointId }) => endpointId === 'e1')).toHaveLength(100)
    expect(names(due)).toContain('other')
  }))

test('records an attempt, unless the delivery has come to its end', () =>
  inNode(async (db) => {
    await addDeliveries(db, undefined, [fresh('a')], 1)
    const [delivery] = await dueDeliveries(db, [TEST], 50, 9)
    if (!delivery) throw new Error('nothing is due')
    await recordAttempt(db, delivery, attempted('pending', 40))
    expect((await listDeliveries(db, TEST, { limit: 9 }))[0]).toMatchObject({
      dueAt: 40,
      attempts: 1,
    })
    await recordAttempt(db, delivery, attempted('delivered', null))
    await recordAttempt(db, delivery, attempted('dead', null))
    expect((await listDeliveries(db, TEST, { limit: 9 }))[0]).toMatchObject({ state: 'delivered' })
  }))

test('puts a delivery of the scope back with all its attempts', () =>
  inNode(async (db) => {
    await addDeliveries(db, undefined, [fresh('a')], 1)
    const [delivery] = await dueDeliveries(db, [TEST], 50, 9)
    const id = delivery?.id ?? 0
    if (delivery) await recordAttempt(db, delivery, attempted('dead', null))
    expect(await redeliver(db, LIVE, id, 60)).toBeUndefined()
    expect(await redeliver(db, TEST, id, 60)).toMatchObject({
      state: 'pending',
      attempts: 0,
      dueAt: 60,
    })
  }))

test('lists newest first, filtered, one more than the limit', () =>
  inNode(async (db) => {
    await addDeliveries(
      db,
      undefined,
      [fresh('a'), fresh('b', { endpointId: 'e2' }), fresh('c')],
      1
    )
    const all = await listDeliveries(db, TEST, { limit: 9 })
    expect(names(all)).toEqual(['c', 'b', 'a'])
    expect(await listDeliveries(db, TEST, { limit: 1 })).toHaveLength(2)
    expect(names(await listDeliveries(db, TEST, { limit: 9, endpoint: 'e2' }))).toEqual(['b'])
    expect(await listDeliveries(db, TEST, { limit: 9, state: 'dead' })).toEqual([])
    expect(names(await listDeliveries(db, TEST, { limit: 9, after: all[0]?.id }))).toEqual([
      'b',
      'a',
    ])
  }))

test('forgets a bounded number of ended deliveries and none that waits', () =>
  inNode(async (db) => {
    await addDeliveries(db, undefined, [fresh('a'), fresh('b'), fresh('c')], 1)
    for (const delivery of (await dueDeliveries(db, [TEST], 50, 9)).slice(0, 2)) {
      await recordAttempt(db, delivery, attempted('dead', null))
    }
    expect(await forgetDeliveries(db, 1, 9)).toBe(0)
    expect(await forgetDeliveries(db, 2, 1)).toBe(1)
    expect(await forgetDeliveries(db, 2, 9)).toBe(1)
    expect(names(await listDeliveries(db, TEST, { limit: 9 }))).toEqual(['c'])
  }))
