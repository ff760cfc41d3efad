/** Optional values of an offer that were written and cannot be kept: each is named, none is guessed. */
import type { DocumentProblem } from '../document/document'

export type OddValues = {
  /** Returns `kept`, and records the field where a value was written and none could be kept. */
  keep<T>(field: string, written: string | number | undefined, kept: T | undefined): T | undefined
  readonly found: readonly DocumentProblem[]
}

/** `pointer` is the offer's place in the document. */
export function oddValues(pointer: string): OddValues {
  const found: DocumentProblem[] = []
  return {
    found,
    keep(field, written, kept) {
      if (written === undefined || kept !== undefined || found.length >= MOST) return kept
      const code = field.endsWith('duration_minutes') ? 'implausible' : 'invalid'
      const detail = `${field} cannot be "${String(written).slice(0, 40)}"; it was left out`
      found.push({ pointer, code, detail })
      return kept
    },
  }
}
/** Most problems of one offer; further ones are usually of the same kinds. */
const MOST = 5
