/**
 * Requests of few events wait a moment in their isolate, so that they share a queue message and a
 * statement of the database. Each is answered when its own messages are in the queue and its receipt
 * is written, as if it had been sent alone; if the isolate ends before that, none was acknowledged.
 */
import { bundleMessages } from '../../pipelines/events/bundle'
import { MESSAGE_BYTES, utf8Length } from '../../pipelines/events/message'
import { reach } from '../http/unavailable'
import type { Gathering, Post } from '../isolate/post-gatherer'
import type { Services } from '../services'
import { addReceipts } from '../storage/receipt-rows'
import { send } from './send'

/** How long the first request of a gathering waits for others. */
const GATHER_MS = 30
/** Larger requests fill messages of their own and gain nothing by waiting. */
const SMALL_BYTES = 16_000
/** The request that sends a gathering may be cancelled; the others then send for themselves. */
const LOST_MS = 5_000

type Platform = Pick<Services, 'db' | 'events' | 'isolate' | 'wallNow' | 'defer'>

/** Resolves when the messages are in the queue and the receipt, if there is one, is in the database. */
export async function sendPost(services: Platform, post: Post): Promise<void> {
  const { posts } = services.isolate
  const bytes = post.messages.reduce((sum, message) => sum + utf8Length(message), 0)
  if (bytes > SMALL_BYTES) return deliver(services, [post])

  const open = posts.open
  if (open && isOpen(open, bytes, services.wallNow())) {
    open.posts.push(post)
    open.bytes += bytes
    return orAlone(services, open, post)
  }
  const gathering: Gathering = {
    posts: [post],
    bytes,
    began: services.wallNow(),
    sent: Promise.resolve(),
  }
  posts.open = gathering
  gathering.sent = wait(GATHER_MS).then(() => {
    close(services, gathering)
    return deliver(services, gathering.posts)
  })
  // Goes on when the client of the first request has left.
  services.defer(gathering.sent.catch(() => {}))
  return gathering.sent
}

/** Receipts come last, so that there is none of messages that were never sent. */
async function deliver({ events, db }: Platform, posts: readonly Post[]): Promise<void> {
  const messages = posts.flatMap((post) => post.messages)
  if (messages.length > 0) await reach('queue', send(events, bundleMessages(messages)))
  const receipts = posts.flatMap(({ receipt }) => receipt ?? [])
  if (receipts.length > 0) await reach('database', addReceipts(db, receipts))
}

/** Messages sent twice keep their ids, and are counted once. */
async function orAlone(services: Platform, gathering: Gathering, post: Post): Promise<void> {
  let cancel = () => {}
  const lost = new Promise<'lost'>((resolve) => {
    const timer = setTimeout(() => resolve('lost'), LOST_MS)
    cancel = () => clearTimeout(timer)
  })
  try {
    const end = await Promise.race([gathering.sent, lost])
    if (end !== 'lost') return
  } finally {
    cancel()
  }
  close(services, gathering)
  await deliver(services, [post])
}

/** A gathering that is older was left by a request that ended before it could send. */
function isOpen({ bytes, began }: Gathering, more: number, wallNow: number): boolean {
  return bytes + more <= MESSAGE_BYTES && Math.abs(wallNow - began) <= 10 * GATHER_MS
}

function close({ isolate: { posts } }: Platform, gathering: Gathering): void {
  if (posts.open === gathering) posts.open = undefined
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
