import { expect, test } from 'vitest'
import { packMessages } from '../../../pipelines/events/message'
import { land } from '../../../workers/ingest/landings'
import { RESEND_AFTER_MS } from '../../../workers/ingest/sweep-cron'
import { sweepLandings } from '../../../workers/jobs/sweep-landings'
import { addReceipt } from '../../../workers/storage/receipt-rows'
import { search } from '../../build/events'
import { aReceipt } from '../../build/receipts'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const messages = (receiptId: string) =>
  packMessages({ receiptId, scope: TEST, receivedAt: 5 }, [search({ id: receiptId })])

test('deletes finished landings, sends old ones again and leaves young ones', () =>
  inWorld(async ({ connected, simulation }) => {
    const sent: unknown[] = []
    const events = {
      sendBatch: async (batch: Iterable<{ body: unknown }>) => {
        for (const { body } of batch) sent.push(body)
      },
    } as unknown as Queue
    const services = connected({ landRequests: true, events })
    await land(services, aReceipt({ id: 'done' }), messages('done'))
    await addReceipt(services.db, aReceipt({ id: 'done', accepted: 0 }))
    await land(services, aReceipt({ id: 'old' }), messages('old'))
    await simulation.wait(RESEND_AFTER_MS + 60_000)
    await land(services, aReceipt({ id: 'young' }), messages('young'))
    const { now } = connected()
    const counts = { finished: 1, sent_again: 1, waiting: 1 }
    expect(await sweepLandings(services, now, [TEST])).toMatchObject(counts)
    expect(sent).toEqual(messages('old'))
    const again = await sweepLandings(services, now, [TEST, LIVE])
    expect(again).toMatchObject({ finished: 0, sent_again: 0, waiting: 2 })
  }))
