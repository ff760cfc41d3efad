/** Reads the records of a body at a given clock; repeated reads give the same records. */
import type { Unread } from '../../pipelines/intake/body/body'
import type { BodyText } from '../../pipelines/intake/body/body-text'
import { type Form, type Records, readRecords } from '../../pipelines/intake/records'
import type { Document } from '../dead-letters/set-aside'
import { sha256Hex } from '../storage/sha256'

type Content = { readonly bytes: Uint8Array; readonly text: BodyText }

export function recordsReader(content: Content, form: Form) {
  return (now: number): Promise<Records | Unread> =>
    readRecords(content.text, form, {
      receivedAt: now,
      documentId: async () => (await sha256Hex(content.text.whole())).slice(0, ID_LENGTH),
    })
}
/** 128 bits in hex. */
const ID_LENGTH = 32

/** The document to keep of the body; undefined when it may contain shoppers. */
export function documentOf({ bytes }: Content, { format, source }: Form): Document | undefined {
  return format === 'any' && source !== 'native' ? { bytes, source } : undefined
}
