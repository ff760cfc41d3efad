/**
 * The messages of a bundle as if each had come alone. The queue knows only whole bundles: one is
 * acknowledged when none of its messages is to come again. Those that were done come again with the
 * others, which changes nothing, as every step may be repeated.
 */
import { messagesIn } from '../../pipelines/events/bundle'

export type Parts = {
  readonly messages: readonly Message[]
  /** Call it when the work has ended; a bundle of work that throws is delivered again. */
  settle(): void
}

export function partsOf(messages: readonly Message[]): Parts {
  const bundles = messages.map(bundleOf)
  return {
    messages: bundles.flatMap(({ parts }) => parts),
    settle: () => {
      for (const { settle } of bundles) settle()
    },
  }
}

type Bundle = { readonly parts: readonly Message[]; readonly settle: () => void }

function bundleOf(message: Message): Bundle {
  const bodies = typeof message.body === 'string' ? messagesIn(message.body) : []
  // A message that came alone is settled by its own methods.
  if (bodies.length <= 1) return { parts: [message], settle: () => {} }
  const delays: number[] = []
  const parts = bodies.map(
    (body, index): Message => ({
      id: `${message.id}-${index}`,
      timestamp: message.timestamp,
      attempts: message.attempts,
      body,
      ack: () => {},
      retry: (options) => {
        delays.push(options?.delaySeconds ?? 0)
      },
    })
  )
  const settle = () => {
    if (delays.length === 0) message.ack()
    else message.retry({ delaySeconds: Math.max(...delays) })
  }
  return { parts, settle }
}
