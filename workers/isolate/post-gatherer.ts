/** Requests of events on their way to the queue, which wait in the isolate to share a message. */
import type { Receipt } from '../storage/receipt-rows'

export type Post = {
  readonly messages: readonly string[]
  /** Written once the messages are in the queue; absent where it was written before. */
  readonly receipt?: Receipt
}

export type Gathering = {
  readonly posts: Post[]
  bytes: number
  /** The wall clock. */
  readonly began: number
  sent: Promise<void>
}

export type PostGatherer = { open: Gathering | undefined }

export function createPostGatherer(): PostGatherer {
  return { open: undefined }
}
