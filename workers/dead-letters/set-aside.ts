/**
 * Documents of distribution systems of which something was rejected, as they were received, so that
 * what could not be read can be looked at, and read again once its adapter is mended. They tell of
 * offers and hold no shopper. Native events and feeds do, so their rejected lines are only named.
 */
import type { Rejected } from '../../pipelines/intake/admit'
import { setAsideKey } from '../../pipelines/lake/keys'
import type { Receipt } from '../storage/receipt-rows'
import { type DeadLetterSummary, MAX_REASON, summaryMetadata } from './letters'

export type Document = {
  readonly bytes: Uint8Array
  /** As the request named it. */
  readonly source: string | undefined
}

/** Answers without offers were read well; there is nothing to mend. */
export function needsKeeping(rejected: readonly Rejected[]): boolean {
  return rejected.some(({ refusals }) => !refusals.every(({ code }) => UNDERSTOOD.has(code)))
}
const UNDERSTOOD: ReadonlySet<string> = new Set(['no-offers', 'error-response'])

export async function keepDocument(
  lake: R2Bucket,
  { bytes, source }: Document,
  receipt: Pick<Receipt, 'id' | 'liveMode' | 'createdAt' | 'source' | 'rejected'>,
  rejected: readonly Rejected[]
): Promise<void> {
  const { id, liveMode, createdAt } = receipt
  const [worst] = rejected[0]?.refusals ?? []
  const example = worst ? `, such as ${worst.code} at ${worst.pointer}: ${worst.detail}` : ''
  const letter: DeadLetterSummary = {
    kind: 'document',
    id,
    reason: `${receipt.rejected} records of ${receipt.source} rejected${example}`.slice(
      0,
      MAX_REASON
    ),
    receiptId: id,
    events: 0,
    diedAt: createdAt,
    ...(source !== undefined && { source }),
  }
  await lake.put(setAsideKey(liveMode, id), bytes, summaryMetadata(letter))
}

/** The bytes as received, gzip or not. */
export async function readSetAside(
  lake: R2Bucket,
  liveMode: boolean,
  id: string
): Promise<
  { readonly bytes: Uint8Array; readonly metadata: R2Object['customMetadata'] } | undefined
> {
  const object = await lake.get(setAsideKey(liveMode, id))
  if (!object) return undefined
  return { bytes: new Uint8Array(await object.arrayBuffer()), metadata: object.customMetadata }
}
