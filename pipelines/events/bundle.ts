/**
 * Messages of several requests as the body of one queue message: a queue bills each message by 64 KB,
 * and a request of one event fills a hundredth of that. Every message stays whole, under its own id.
 */
import { MESSAGE_BYTES, utf8Length } from './message'

/** JSON escapes control characters, so no message contains one. */
export const MESSAGE_SEPARATOR = '\u001e'

/** In their order; a message that is too large to share a body has its own. */
export function bundleMessages(messages: readonly string[]): string[] {
  const bodies: string[] = []
  let body: string | undefined
  let bytes = 0
  for (const message of messages) {
    const size = utf8Length(message) + 1
    if (body !== undefined && bytes + size <= MESSAGE_BYTES) {
      body += MESSAGE_SEPARATOR + message
      bytes += size
      continue
    }
    if (body !== undefined) bodies.push(body)
    body = message
    bytes = size
  }
  if (body !== undefined) bodies.push(body)
  return bodies
}

export function messagesIn(body: string): string[] {
  return body.split(MESSAGE_SEPARATOR)
}
