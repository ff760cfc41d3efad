/** Selects the decisions to record by their id alone, so that every part of the system agrees. */
import { hashWords } from '../events/event-hash'

/** `rate` is a share: 1 records all, 0 none. */
export function isSampled(decisionId: string, rate: number): boolean {
  return hashWords(decisionId)[1] < rate * 2 ** 32
}
