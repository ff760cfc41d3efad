/**
 * Weights of trees as a file's metadata carries them (kit/covers.py writes it): of each node's
 * training weight the share that went to its true branch, as integers of 24 bits in base64.
 */
import { UnknownGraph } from './unknown-graph'

const KEY = 'true_shares'
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const LEVELS = 2 ** 24

/** 0 for a node that splits nothing; undefined where the file does not tell. */
export function readTrueShares(metadata: ReadonlyMap<string, string>): Float64Array | undefined {
  const text = metadata.get(KEY)
  if (text === undefined) return undefined
  if (text.length % 4 !== 0) throw new UnknownGraph(`${KEY} is not whole`)
  const digits = new Uint8Array(128).fill(64)
  for (const [value, digit] of Array.from(DIGITS).entries()) digits[digit.charCodeAt(0)] = value
  // Three bytes are four digits: one node each, and no padding.
  return Float64Array.from({ length: text.length / 4 }, (_, node) => {
    const [a, b, c, d] = [0, 1, 2, 3].map((at) => digits[text.charCodeAt(4 * node + at)] ?? 64)
    if (a === undefined || b === undefined || c === undefined || d === undefined) return 0
    if (Math.max(a, b, c, d) > 63) throw new UnknownGraph(`${KEY} is not base64`)
    const [low, middle, high] = [
      (a << 2) | (b >> 4),
      ((b & 15) << 4) | (c >> 2),
      ((c & 3) << 6) | d,
    ]
    return (low + 256 * middle + 65536 * high) / LEVELS
  })
}
