/** Receipts of one accepted event, unless the test says otherwise. */
import type { Receipt } from '../../workers/storage/receipt-rows'
import { TEST } from './scopes'

export function aReceipt(fields: Partial<Receipt> & Pick<Receipt, 'id'>): Receipt {
  return {
    keyId: 't',
    scope: TEST,
    idempotencyKey: null,
    bodyHash: null,
    createdAt: 0,
    sent: 1,
    accepted: 1,
    duplicates: 0,
    countedLines: '[]',
    rejected: 0,
    messages: 1,
    queued: true,
    source: 'native',
    setAside: false,
    ...fields,
  }
}
