/**
 * Queue messages: a header line that describes the message, then one event per line. The id is the
 * receipt's id with a number, so a repeated message is recognised. Packing depends on its arguments
 * alone: a repeated request produces the same messages.
 */

import { z } from 'zod'
import type { Event } from './event'
import { eventOf, lineOf } from './event-line'
import { Scope } from './scope'

/** A queue bills operations of 64 KB; the remainder is left for the platform's own headers. */
export const MESSAGE_BYTES = 60_000
/**
 * The platform's limit is 128 KB. One event of 1,000 offers takes about 80 KB and gets its own
 * message.
 */
export const MAX_MESSAGE_BYTES = 128_000
/** Upper bound of a header's size. */
const HEADER_BYTES = 500
export const MAX_LINE_BYTES = MAX_MESSAGE_BYTES - HEADER_BYTES

/** Prefix of the receipt ids of our own decisions. They name messages; no receipt is stored. */
export const DECISION_RECEIPTS = 'dcs_'

const Header = z.object({
  schema: z.literal(1),
  id: z.string(),
  receiptId: z.string(),
  scope: Scope,
  /** Arrival time of every event in the message, epoch ms. */
  receivedAt: z.number(),
})
export type Header = z.infer<typeof Header>

export type Message = Header & {
  readonly lines: readonly string[]
  readonly events: readonly Event[]
}

export function packMessages(
  about: Omit<Header, 'schema' | 'id'>,
  events: readonly Event[]
): string[] {
  const messages: string[] = []
  let body = ''
  let bytes = 0
  const close = () => {
    if (!body) return
    const header: Header = { schema: 1, id: messageId(about.receiptId, messages.length), ...about }
    messages.push(JSON.stringify(header) + body)
    body = ''
    bytes = 0
  }
  for (const event of events) {
    const line = lineOf(event)
    const size = utf8Length(line) + 1
    if (bytes + size > MESSAGE_BYTES - HEADER_BYTES) close()
    body += `\n${line}`
    bytes += size
  }
  close()
  return messages
}

export function messageId(receiptId: string, sequence: number): string {
  return `${receiptId}-${String(sequence).padStart(4, '0')}`
}

/** Reads the header, which may be intact even in a damaged message. */
export function readHeader(message: string): Header | undefined {
  try {
    return Header.parse(JSON.parse(message.split('\n', 1)[0] ?? ''))
  } catch {
    return undefined
  }
}

/** Throws an error that names the fault when `packMessages` did not write the message. */
export function readMessage(message: unknown): Message {
  const [header = '', ...lines] = z.string('a message must be text').parse(message).split('\n')
  return { ...Header.parse(JSON.parse(header)), lines, events: lines.map(eventOf) }
}

/** JSON text contains no lone surrogates: a pair of two units takes four bytes. */
export function utf8Length(text: string): number {
  if (ASCII.test(text)) return text.length
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800 || (unit & 0xf800) === 0xd800) bytes += 2
    else bytes += 3
  }
  return bytes
}
const ASCII = /^[\x20-\x7e]*$/
