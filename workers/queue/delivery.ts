/** A queue message that could be read, beside the message it came as. */
import { type Message as Content, readMessage } from '../../pipelines/events/message'
import { retryDelay } from '../dead-letters/retry-delay'

export type Delivery = Content & {
  /** 1 the first time. */
  readonly attempts: number
  readonly message: Message
  ack(): void
  retry(): void
}

export function deliveryOf(message: Message): Delivery {
  return {
    ...readMessage(message.body),
    attempts: message.attempts,
    message,
    ack: () => message.ack(),
    retry: () => message.retry({ delaySeconds: retryDelay(message.attempts) }),
  }
}
