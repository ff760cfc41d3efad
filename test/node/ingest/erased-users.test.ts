import { expect, test } from 'vitest'
import { packMessages } from '../../../pipelines/events/message'
import { withoutErased } from '../../../workers/ingest/erased-users'
import { deliveryOf } from '../../../workers/queue/delivery'
import { GRACE_MS, requestErasure } from '../../../workers/storage/erasures'
import { search } from '../../build/events'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const HASH = 'u1.XZTm_Mwo1CbuakHpcSwdHW'

function delivery(receivedAt: number, scope = TEST) {
  const event = search({ id: 'a', shopper: { userHash: HASH } as never })
  const [body] = packMessages({ receiptId: 'rcp_1', scope, receivedAt }, [event])
  return deliveryOf({ body, attempts: 9 } as unknown as Message)
}

const erase = (requestedAt: number) => ({ id: 'e1', scope: TEST, requestedAt, userHashes: [HASH] })
const hasUser = (value: unknown) => JSON.stringify(value).includes(HASH)

test('takes the user out of a message that waited while the user was erased', () =>
  inWorld(async ({ connected }) => {
    const { db, now } = connected()
    await requestErasure(db, erase(now))
    const [late] = await withoutErased({ db, now }, [delivery(now - GRACE_MS)])
    expect(late?.events).toHaveLength(1)
    expect(hasUser(late?.events)).toBe(false)
    expect(late?.attempts).toBe(9)
  }))

test('leaves events of after the request, of another scope, and messages that did not wait', () =>
  inWorld(async ({ connected }) => {
    const { db, now } = connected()
    await requestErasure(db, erase(now - 2 * GRACE_MS))
    const deliveries = [delivery(now - GRACE_MS), delivery(now - 3 * GRACE_MS, LIVE), delivery(now)]
    const kept = await withoutErased({ db, now }, deliveries)
    expect(kept.map(({ events }) => hasUser(events))).toEqual([true, true, true])
  }))

test('does not read the database for messages that did not wait', () =>
  inWorld(async ({ connected, platform }) => {
    const { db, now } = connected()
    const deliveries = [delivery(now)]
    expect(await withoutErased({ db, now }, deliveries)).toBe(deliveries)
    expect(platform.calls.database).toBe(0)
    const late = [delivery(now - GRACE_MS)]
    expect(await withoutErased({ db, now }, late)).toBe(late)
  }))
