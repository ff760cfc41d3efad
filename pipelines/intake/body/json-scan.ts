/**
 * Finds where JSON values end and counts the values in them, without building any. It trusts nothing
 * but quotes and brackets: whether a slice is JSON is decided when it is parsed.
 */
import { MAX_DEPTH } from './limits'

export type Scan = {
  depth: number
  deepest: number
  /** Members and elements so far. */
  values: number
  inText: boolean
  isEscaped: boolean
}

export function startScan(): Scan {
  return { depth: 0, deepest: 0, values: 1, inText: false, isEscaped: false }
}

export function isTooDeep({ deepest }: Scan): boolean {
  return deepest > MAX_DEPTH
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_RECORD = 0x7b
const CLOSE_RECORD = 0x7d

/**
 * Goes on from `from`. Returns the place of the comma or bracket that ends the value around which the
 * scan began, or the length of the piece where the value goes on in the next one.
 */
export function scanElement(scan: Scan, piece: string, from: number): number {
  for (let at = from; at < piece.length; at += 1) {
    if (scan.inText) at = skipText(scan, piece, at)
    else if (endsElement(scan, piece.charCodeAt(at))) return at
  }
  return piece.length
}

/** The place after the bracket that closes the first value; the length where it goes on. */
export function scanValue(scan: Scan, piece: string): number {
  for (let at = 0; at < piece.length; at += 1) {
    const { depth } = scan
    if (scan.inText) at = skipText(scan, piece, at)
    else if (endsElement(scan, piece.charCodeAt(at)) || depth > scan.depth) {
      if (scan.depth === 0) return at + 1
    }
  }
  return piece.length
}

function endsElement(scan: Scan, code: number): boolean {
  switch (code) {
    case QUOTE:
      scan.inText = true
      return false
    case COMMA:
      scan.values += 1
      return scan.depth === 0
    case OPEN_RECORD:
    case OPEN_LIST:
      descend(scan)
      return false
    case CLOSE_RECORD:
    case CLOSE_LIST:
      if (scan.depth === 0) return true
      scan.depth -= 1
      return false
    default:
      return false
  }
}

function descend(scan: Scan): void {
  scan.depth += 1
  scan.values += 1
  if (scan.depth > scan.deepest) scan.deepest = scan.depth
}

/** The place of the quote that ends the text, or the end of the piece. */
function skipText(scan: Scan, piece: string, from: number): number {
  for (let at = from; at < piece.length; at += 1) {
    const code = piece.charCodeAt(at)
    if (scan.isEscaped) scan.isEscaped = false
    else if (code === BACKSLASH) scan.isEscaped = true
    else if (code === QUOTE) {
      scan.inText = false
      return at
    }
  }
  return piece.length
}
