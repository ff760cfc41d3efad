import { expect, test } from 'vitest'
import { packMessages } from '../../../pipelines/events/message'
import { landingKey } from '../../../pipelines/lake/keys'
import { land, sendAgain } from '../../../workers/ingest/landings'
import { readReceipt } from '../../../workers/storage/receipt-rows'
import { search } from '../../build/events'
import { aReceipt } from '../../build/receipts'
import { TEST } from '../../build/scopes'
import { type InWorld, inWorld } from '../in-world'

const KEY = landingKey(TEST, 'rcp_1')
const MESSAGES = ['a', 'b'].flatMap((id, at) => {
  const about = { receiptId: `rcp_${at + 1}`, scope: TEST, receivedAt: 5 }
  return packMessages(about, [search({ id })])
})
const RECEIPT = aReceipt({ id: 'rcp_1', accepted: 2, messages: 2 })

/** Services whose queue keeps what is sent to it. */
function sending({ connected }: InWorld) {
  const sent: unknown[] = []
  const events = {
    sendBatch: async (batch: Iterable<{ body: unknown }>) => {
      for (const { body } of batch) sent.push(body)
    },
  } as unknown as Queue
  return { services: connected({ landRequests: true, events }), sent }
}

test('lands nothing where the queue is durable, nor a request without messages', () =>
  inWorld(async (world) => {
    const { services } = sending(world)
    await land({ ...services, landRequests: false }, RECEIPT, MESSAGES)
    await land(services, RECEIPT, [])
    expect(await services.lake.head(KEY)).toBeNull()
    expect(await sendAgain(services, KEY, TEST)).toBe(false)
  }))

test('sends a landing again with its receipt, and writes it anew', () =>
  inWorld(async (world) => {
    const { services, sent } = sending(world)
    await land(services, RECEIPT, MESSAGES)
    const first = await services.lake.head(KEY)
    await world.simulation.wait(60_000)
    expect(await sendAgain(services, KEY, TEST)).toBe(true)
    expect(sent).toEqual(MESSAGES)
    expect((await readReceipt(services.db, 'rcp_1', TEST))?.receipt).toMatchObject(RECEIPT)
    const second = await services.lake.head(KEY)
    expect(second?.uploaded.getTime()).toBeGreaterThan(first?.uploaded.getTime() ?? Number.NaN)
  }))

test('sets a torn landing aside, sends its whole messages and counts the others as dead', () =>
  inWorld(async (world) => {
    const { services, sent } = sending(world)
    await land(services, RECEIPT, MESSAGES)
    await world.simulation.wait(2_000)
    const text = (await (await services.lake.get(KEY))?.text()) ?? ''
    await services.lake.put(KEY, text.slice(0, -20))
    expect(await sendAgain(services, KEY, TEST)).toBe(true)
    expect(sent).toEqual(MESSAGES.slice(0, 1))
    expect((await readReceipt(services.db, 'rcp_1', TEST))?.progress.deadLettered).toBe(1)
    expect(world.database.now('SELECT cause FROM dead_letters')).toEqual([{ cause: 'torn' }])
    expect(await services.lake.head(KEY)).toBeNull()
  }))

test('sets a landing aside whose very receipt is torn', () =>
  inWorld(async (world) => {
    const { services, sent } = sending(world)
    await services.lake.put(KEY, '{"id":"rcp_')
    expect(await sendAgain(services, KEY, TEST)).toBe(true)
    expect(sent).toEqual([])
    expect(await readReceipt(services.db, 'rcp_1', TEST)).toBeUndefined()
    expect(world.database.now('SELECT cause FROM dead_letters')).toEqual([{ cause: 'torn' }])
  }))
