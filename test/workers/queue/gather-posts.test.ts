import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { messagesIn } from '../../../pipelines/events/bundle'
import { createIsolate } from '../../../workers/isolate/isolate'
import { sendPost } from '../../../workers/queue/gather-posts'
import { openDatabase } from '../../../workers/storage/database'
import { readReceipt } from '../../../workers/storage/receipt-rows'
import { aReceipt } from '../../build/receipts'
import { TEST } from '../../build/scopes'

test('posts of a moment share a message and are answered once it is in the queue', async () => {
  const platform = arrange()
  const posts = ['a', 'b', 'c'].map((id) => sendPost(platform.services, postOf(`share_${id}`)))
  expect(platform.bodies).toEqual([])
  await Promise.all(posts)
  expect(platform.bodies.map(messagesIn)).toEqual([
    ['{"id":"share_a"}', '{"id":"share_b"}', '{"id":"share_c"}'],
  ])
  for (const id of ['share_a', 'share_b', 'share_c']) expect(await stored(id)).toBe(true)
})

test('a post of many events does not wait for others', async () => {
  const platform = arrange()
  const large = { messages: [`{"pad":"${'x'.repeat(20_000)}"}`] }
  const small = sendPost(platform.services, { messages: ['{"id":"small"}'] })
  await sendPost(platform.services, large)
  expect(platform.bodies).toEqual(large.messages)
  await small
  expect(platform.bodies).toHaveLength(2)
})

test('no post of a gathering is acknowledged, and none has a receipt, while the queue refuses it', async () => {
  const platform = arrange()
  platform.queue.fails = true
  const results = await Promise.allSettled(
    ['a', 'b'].map((id) => sendPost(platform.services, postOf(`refused_${id}`)))
  )
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await stored('refused_a')).toBe(false)

  platform.queue.fails = false
  await sendPost(platform.services, postOf('refused_a'))
  expect(await stored('refused_a')).toBe(true)
})

test('a post whose gathering was left by its first request is sent alone', async () => {
  const platform = arrange()
  platform.services.isolate.posts.open = {
    posts: [],
    bytes: 0,
    began: platform.services.wallNow(),
    sent: new Promise(() => {}),
  }
  await sendPost(platform.services, postOf('alone'))
  expect(platform.bodies).toEqual(['{"id":"alone"}'])
  expect(await stored('alone')).toBe(true)
  // The next one begins a gathering of its own.
  await sendPost(platform.services, postOf('next'))
  expect(platform.bodies).toHaveLength(2)
})

function arrange() {
  const bodies: string[] = []
  const queue = { fails: false }
  const events = {
    sendBatch: async (batch: { body: string }[]) => {
      if (queue.fails) throw new Error('the queue is away')
      bodies.push(...batch.map(({ body }) => body))
    },
  }
  const services = {
    db: openDatabase(env.DB),
    // The one method that sending uses.
    events: events as unknown as Queue,
    isolate: createIsolate(async () => {}, 50),
    wallNow: () => Date.now(),
    defer: () => {},
  }
  return { services, bodies, queue }
}

function postOf(id: string) {
  return { messages: [JSON.stringify({ id })], receipt: aReceipt({ id: `rcp_${id}` }) }
}

async function stored(id: string): Promise<boolean> {
  const found = await readReceipt(openDatabase(env.DB), `rcp_${id}`, TEST)
  return found?.receipt.id === `rcp_${id}`
}
