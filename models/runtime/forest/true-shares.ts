/**
 * Tree weights as a file's metadata encodes them (written by kit/covers.py): for each node, the
 * share of its training weight that went to its true branch, as 24-bit integers in base64.
 */
import { UnknownGraph } from '../onnx/unknown-graph'

const KEY = 'true_shares'
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const LEVELS = 2 ** 24

/**
 * A share is 0 for a node that splits nothing; the result is undefined where the file has no
 * shares.
 */
export function readTrueShares(metadata: ReadonlyMap<string, string>): Float64Array | undefined {
  const text = metadata.get(KEY)
  if (text === undefined) return undefined
  if (text.length % 4 !== 0) throw new UnknownGraph(`${KEY} is truncated`)
  const digits = new Uint8Array(128).fill(64)
  for (const [value, digit] of Array.from(DIGITS).entries()) digits[digit.charCodeAt(0)] = value
  const digit = (at: number) => {
    const value = digits[text.charCodeAt(at)] ?? 64
    if (value > 63) throw new UnknownGraph(`${KEY} is not base64`)
    return value
  }
  const shares = new Float64Array(text.length / 4)
  // Three bytes are four base64 digits: one node each, without padding.
  for (const node of shares.keys()) {
    const at = 4 * node
    const [b, c] = [digit(at + 1), digit(at + 2)]
    const low = (digit(at) << 2) | (b >> 4)
    const middle = ((b & 15) << 4) | (c >> 2)
    shares[node] = (low + 256 * middle + 65536 * (((c & 3) << 6) | digit(at + 3))) / LEVELS
  }
  return shares
}
