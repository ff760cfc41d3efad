import { expect, test } from 'vitest'
import {
  addReceipt,
  claimRawKeys,
  findReceipt,
  finishedReceipts,
  markQueued,
  moveRawKeys,
  readReceipt,
  recordDead,
  recordProgress,
} from '../../../workers/storage/receipt-rows'
import { aReceipt } from '../../build/receipts'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

const claim = (id: string, rawKey: string) => ({ id, receiptId: 'rcp_1', rawKey })
const progress = (id: string, stored: number, counted = 0, repeated = 0) => ({
  id,
  stored,
  counted,
  repeated,
})

test('finds a receipt by its idempotency key, which one key of a caller has once', () =>
  inNode(async (db) => {
    const receipt = aReceipt({ id: 'rcp_1', idempotencyKey: 'again', queued: false })
    expect(await addReceipt(db, receipt)).toBe(true)
    expect(await addReceipt(db, { ...receipt, id: 'rcp_2' })).toBe(false)
    expect(await findReceipt(db, 't', 'again')).toMatchObject({ id: 'rcp_1', queued: false })
    expect(await findReceipt(db, 'other', 'again')).toBeUndefined()
    await markQueued(db, 'rcp_1')
    expect(await findReceipt(db, 't', 'again')).toMatchObject({ queued: true })
  }))

test('shows a receipt to its own scope, with the sums over its messages', () =>
  inNode(async (db) => {
    await addReceipt(db, aReceipt({ id: 'rcp_1', accepted: 9 }))
    const none = { stored: 0, counted: 0, repeated: 0, deadLettered: 0 }
    expect((await readReceipt(db, 'rcp_1', TEST))?.progress).toEqual(none)
    await claimRawKeys(db, [claim('m1', 'a'), claim('m2', 'a')])
    await recordProgress(db, [progress('m1', 4, 3, 1), progress('m2', 5, 5)])
    const sums = { stored: 9, counted: 8, repeated: 1, deadLettered: 0 }
    expect((await readReceipt(db, 'rcp_1', TEST))?.progress).toEqual(sums)
    expect(await readReceipt(db, 'rcp_1', LIVE)).toBeUndefined()
  }))

test('keeps the first raw object that a message claimed until it is moved', () =>
  inNode(async (db) => {
    await claimRawKeys(db, [claim('m1', 'a')])
    const claims = await claimRawKeys(db, [claim('m1', 'b'), claim('m2', 'b')])
    expect(claims.get('m1')?.rawKey).toBe('a')
    expect(claims.get('m2')?.rawKey).toBe('b')
    await moveRawKeys(db, [claim('m1', 'c')])
    expect((await claimRawKeys(db, [claim('m1', 'd')])).get('m1')?.rawKey).toBe('c')
  }))

test('counts as dead only the events that were not counted before, until the message counts after all', () =>
  inNode(async (db) => {
    await addReceipt(db, aReceipt({ id: 'rcp_1', accepted: 5 }))
    await claimRawKeys(db, [claim('m1', 'a')])
    await recordProgress(db, [progress('m1', 5, 2, 1)])
    await recordDead(db, [{ id: 'm1', receiptId: 'rcp_1', events: 5 }])
    const dead = async () => (await readReceipt(db, 'rcp_1', TEST))?.progress.deadLettered
    expect(await dead()).toBe(2)
    await recordProgress(db, [progress('m1', 5, 4, 1)])
    expect(await dead()).toBe(0)
  }))

test('finds the receipts whose every event is counted or dead', () =>
  inNode(async (db) => {
    await addReceipt(db, aReceipt({ id: 'rcp_1', accepted: 3 }))
    await addReceipt(db, aReceipt({ id: 'rcp_2', accepted: 0 }))
    const finished = async () => [...(await finishedReceipts(db, ['rcp_1', 'rcp_2', 'rcp_3']))]
    expect(await finished()).toEqual(['rcp_2'])
    await claimRawKeys(db, [claim('m1', 'a')])
    await recordProgress(db, [progress('m1', 3, 1, 1)])
    expect(await finished()).toEqual(['rcp_2'])
    await recordDead(db, [{ id: 'm2', receiptId: 'rcp_1', events: 1 }])
    expect((await finished()).sort()).toEqual(['rcp_1', 'rcp_2'])
    expect(await finishedReceipts(db, [])).toEqual(new Set())
  }))

test('writes nothing for no messages', () =>
  inNode(async (db, { platform }) => {
    await recordProgress(db, [])
    await recordDead(db, [])
    await moveRawKeys(db, [])
    expect(platform.calls.database).toBe(0)
  }))
