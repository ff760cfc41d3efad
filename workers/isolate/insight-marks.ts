/**
 * The inputs of an insight besides its question, as marks that can be compared at once. Equal inputs and
 * an equal question within the answer's term give the same answer, apart from names and ages.
 */
import type { Mark } from '../../models/runtime/mark'

export type InsightInputMarks = {
  readonly version: number
  /** Day number of the snapshot's clock: it decides which observed days count. */
  readonly day: number
  readonly fares: Mark | undefined
  readonly searches: Mark | undefined
  readonly quarantine: Mark | undefined
  readonly fareModel: string
  readonly outlookModel: string
  readonly prior: Mark | undefined
  readonly summary: Mark | undefined
  readonly recalibration: Mark | undefined
  /** Empty where the answer converts nothing; undefined where rates would be read again. */
  readonly rates: readonly (Mark | undefined)[] | undefined
}

export function isSameInput(a: InsightInputMarks, b: InsightInputMarks): boolean {
  return (
    a.fares === b.fares &&
    a.searches === b.searches &&
    a.quarantine === b.quarantine &&
    a.version === b.version &&
    a.day === b.day &&
    a.fareModel === b.fareModel &&
    a.outlookModel === b.outlookModel &&
    a.prior === b.prior &&
    a.summary === b.summary &&
    a.recalibration === b.recalibration &&
    a.rates !== undefined &&
    b.rates !== undefined &&
    a.rates.length === b.rates.length &&
    a.rates.every((mark, at) => mark === b.rates?.[at])
  )
}
