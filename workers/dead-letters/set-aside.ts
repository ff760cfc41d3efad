/**
 * Stores documents of distribution systems as received when a part was rejected, so that it can be
 * inspected, and read again once its adapter is repaired. They contain offers and no shopper.
 * Native events and feeds do contain shoppers, so their rejected lines are only named.
 */
import type { Scope } from '../../pipelines/events/scope'
import type { Noted, Rejected } from '../../pipelines/intake/noted'
import { setAsideKey } from '../../pipelines/lake/keys'
import type { Services } from '../services'
import { recordLetter } from '../storage/letter-rows'
import type { Receipt } from '../storage/receipt-rows'
import { MAX_REASON } from './letters'

export type Document = {
  readonly bytes: Uint8Array
  /** As the request named it. */
  readonly source: string | undefined
}

/** Answers without offers were read well; there is nothing to mend. */
export function needsKeeping({ count, named }: Noted): boolean {
  const isUnderstood = ({ refusals }: Rejected) =>
    refusals.every(({ code }) => UNDERSTOOD.has(code))
  return count > named.length || !named.every(isUnderstood)
}
const UNDERSTOOD: ReadonlySet<string> = new Set(['no-offers', 'error-response'])

export async function keepDocument(
  { lake, db }: Pick<Services, 'lake' | 'db'>,
  { bytes, source }: Document,
  receipt: Pick<Receipt, 'id' | 'scope' | 'createdAt' | 'source' | 'rejected'>,
  { named: [first] }: Noted
): Promise<void> {
  const { id, scope, createdAt } = receipt
  const [worst] = first?.refusals ?? []
  const example = worst ? `, such as ${worst.code} at ${worst.pointer}: ${worst.detail}` : ''
  await lake.put(setAsideKey(scope, id), bytes)
  await recordLetter(db, {
    kind: 'document',
    id,
    scope,
    cause: 'rejected',
    reason: `${receipt.rejected} records of ${receipt.source} rejected${example}`.slice(
      0,
      MAX_REASON
    ),
    receiptId: id,
    events: 0,
    source: source ?? null,
    diedAt: createdAt,
    body: null,
  })
}

/** The bytes as received, gzip or not. */
export async function readSetAside(
  lake: R2Bucket,
  scope: Scope,
  id: string
): Promise<Uint8Array | undefined> {
  const object = await lake.get(setAsideKey(scope, id))
  return object ? new Uint8Array(await object.arrayBuffer()) : undefined
}
