/**
 * Offers kept in quarantine, by part of a batch, so that a redelivered message gets its first answer and
 * they are marked in the lake. Most parts have none; the newest 64 that have some are kept.
 */
import type { Judgement } from '../gate/judge-offer'

/** Place of an offer: of its event in the part, and in the priced offers of that event. */
export type QuarantinedOffer = Judgement & { readonly event: number; readonly offer: number }

export type QuarantinedParts = Map<string, readonly QuarantinedOffer[]>

const MAX_PARTS = 64
/** More in one part is a broken feed, of which the first are enough to show it. */
const MAX_QUARANTINED = 200

export function createQuarantinedParts(): QuarantinedParts {
  return new Map()
}

export function rememberQuarantined(
  parts: QuarantinedParts,
  id: string,
  quarantined: readonly QuarantinedOffer[]
): void {
  if (quarantined.length === 0) return
  parts.set(id, quarantined.slice(0, MAX_QUARANTINED))
  for (const oldest of parts.keys()) {
    if (parts.size <= MAX_PARTS) return
    parts.delete(oldest)
  }
}
