/**
 * Bounds the bytes of a decision. A calendar of 3,000 entries takes 600 KB and the rows of a slate of
 * 250 offers 200 KB, while a queue message takes 128 KB. JSON beyond the bound is stored as its size
 * and digest, by which a replay still sees whether it comes out the same.
 */
import type { ModelUse, OmittedJson } from '../events/decision'
import { hashWords } from '../events/event-hash'

/** Characters of one part: the answer, or the rows or tensor of one model. JSON here is ASCII. */
export const MOST_JSON = 24_000

export function boundedJson<T>(value: T, most = MOST_JSON): T | OmittedJson {
  const text = JSON.stringify(value)
  if (text === undefined || text.length <= most) return value
  const [low, high] = hashWords(text)
  return { omitted: { bytes: text.length, digest: `${hex(low)}${hex(high)}` } }
}

export function boundedUse({ name, rows, inputs }: ModelUse): ModelUse {
  return {
    name,
    ...(rows && { rows: boundedJson(rows) }),
    ...(inputs && { inputs: boundedJson(inputs) }),
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0')
}
