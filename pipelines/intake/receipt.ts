/** How far the accepted events of a request have come. */
export const RECEIPT_STATES = ['queued', 'stored', 'counted', 'dead_lettered'] as const
export type ReceiptState = (typeof RECEIPT_STATES)[number]

/** Sums over the messages of a receipt. */
export type Progress = {
  readonly stored: number
  readonly counted: number
  readonly repeated: number
  readonly deadLettered: number
}

/** The least that holds of every event; `dead_lettered` once nothing but the dead is outstanding. */
export function receiptState(accepted: number, progress: Progress): ReceiptState {
  const { stored, counted, repeated, deadLettered } = progress
  if (counted + repeated >= accepted) return 'counted'
  if (counted + repeated + deadLettered >= accepted) return 'dead_lettered'
  return stored + deadLettered >= accepted ? 'stored' : 'queued'
}
