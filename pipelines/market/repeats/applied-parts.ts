/**
 * Results of the most recently applied parts of batches, so that a redelivered message gets its
 * first answer. A ring of 1,024 parts, 16 KB: beyond it events still count once by their id, only
 * the receipt then states "repeated".
 */
import { hashWords } from '../../events/event-hash'

export type Applied = { readonly counted: number; readonly repeated: number }

const MAX_PARTS = 1024
/** Two words of hash, counted, repeated. */
const WORDS = 4

export type AppliedParts = { next: number; readonly words: Uint32Array }

export function createAppliedParts(): AppliedParts {
  return { next: 0, words: new Uint32Array(MAX_PARTS * WORDS) }
}

export function findPart({ words }: AppliedParts, id: string): Applied | undefined {
  const [low, high] = hashWords(id)
  for (let at = 0; at < words.length; at += WORDS) {
    if (words[at] === low && words[at + 1] === high) {
      return { counted: words[at + 2] ?? 0, repeated: words[at + 3] ?? 0 }
    }
  }
  return undefined
}

export function rememberPart(parts: AppliedParts, id: string, applied: Applied): void {
  parts.words.set([...hashWords(id), applied.counted, applied.repeated], parts.next * WORDS)
  parts.next = (parts.next + 1) % MAX_PARTS
}

/** The counts of all parts of a batch. */
export function sumOfParts(parts: readonly Applied[]): Applied {
  return {
    counted: parts.reduce((sum, { counted }) => sum + counted, 0),
    repeated: parts.reduce((sum, { repeated }) => sum + repeated, 0),
  }
}
