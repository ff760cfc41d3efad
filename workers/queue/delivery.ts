/** A queue message that could be read, and how often it has been tried. */
import { type Message as Content, readMessage } from '../../pipelines/events/message'

export type Delivery = Content & {
  /** 1 the first time. */
  readonly attempts: number
  ack(): void
  retry(): void
}

/** Seconds until a message is tried again: 2, 4, 8, ... */
const MAX_DELAY_SECONDS = 60

export function deliveryOf(message: Message): Delivery {
  return {
    ...readMessage(message.body),
    attempts: message.attempts,
    ack: () => message.ack(),
    retry: () =>
      message.retry({ delaySeconds: Math.min(MAX_DELAY_SECONDS, 2 ** message.attempts) }),
  }
}
