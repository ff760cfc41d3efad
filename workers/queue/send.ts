/** Puts messages into the queue in as few calls as its limits allow. */
import { utf8Length } from '../../pipelines/events/message'

/** Limits of sendBatch: 100 messages, 256 KB with the platform's own headers. */
const MAX_MESSAGES = 100
const MAX_BYTES = 240_000

export async function send(queue: Queue, messages: readonly string[]): Promise<void> {
  for (const chunk of chunksOf(messages)) {
    await queue.sendBatch(chunk.map((body) => ({ body, contentType: 'text' })))
  }
}

export function chunksOf(messages: readonly string[]): string[][] {
  const chunks: string[][] = []
  let chunk: string[] = []
  let bytes = 0
  for (const message of messages) {
    const size = utf8Length(message)
    if (chunk.length === MAX_MESSAGES || (chunk.length > 0 && bytes + size > MAX_BYTES)) {
      chunks.push(chunk)
      chunk = []
      bytes = 0
    }
    chunk.push(message)
    bytes += size
  }
  if (chunk.length > 0) chunks.push(chunk)
  return chunks
}
