/** Progress of the accepted events of a request. */
export const RECEIPT_STATES = ['unsent', 'queued', 'stored', 'counted', 'dead_lettered'] as const
export type ReceiptState = (typeof RECEIPT_STATES)[number]

/** Sums over the messages of a receipt. */
export type Progress = {
  readonly stored: number
  readonly counted: number
  readonly repeated: number
  readonly deadLettered: number
}

export type Sent = {
  readonly accepted: number
  /** Every message is in the queue. */
  readonly queued: boolean
}

/**
 * The state that every event has reached at least; `dead_lettered` once only dead letters are
 * outstanding; `unsent` when the request ended before all its messages were in the queue: nothing
 * was acknowledged, and the sender repeats it with the same idempotency key.
 */
export function receiptState({ accepted, queued }: Sent, progress: Progress): ReceiptState {
  const { stored, counted, repeated, deadLettered } = progress
  if (counted + repeated >= accepted) return 'counted'
  if (counted + repeated + deadLettered >= accepted) return 'dead_lettered'
  if (stored + deadLettered >= accepted) return 'stored'
  return queued ? 'queued' : 'unsent'
}
