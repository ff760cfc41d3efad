/** Cuts a body into the texts of its records: the elements of its array, or its lines. */
import { isTooDeep, type Scan, scanElement, scanValue, startScan } from './json-scan'

/** `text` is undefined for a record of more than `most` values, or one nested too deep. */
export type Slice = { readonly text: string | undefined; readonly values: number }

/** `ended` is false of an array that is cut off, or that has text behind it. */
export type Elements = Generator<Slice, { readonly ended: boolean }>

/** The first character of the text that is no white space must be "[". */
export function* elementsOf(pieces: Iterable<string>, most: number): Elements {
  const cutter: Cutter = { place: 'before', scan: startScan(), parts: [], hasTail: false, cut: 0 }
  for (const piece of pieces) {
    yield* cut(cutter, piece, most)
    if (cutter.hasTail) return { ended: false }
  }
  return { ended: cutter.place === 'after' }
}

type Cutter = {
  place: 'before' | 'within' | 'after'
  scan: Scan
  /** Texts of the element so far, which may begin in an earlier piece. */
  parts: string[]
  /** Whether text follows the array. */
  hasTail: boolean
  /** Elements so far. */
  cut: number
}

function* cut(cutter: Cutter, piece: string, most: number): Generator<Slice, void> {
  let from = enter(cutter, piece)
  while (cutter.place === 'within') {
    const end = scanElement(cutter.scan, piece, from)
    if (isLegal(cutter.scan, most)) cutter.parts.push(piece.slice(from, end))
    if (end === piece.length) return
    const slice = sliceOf(cutter.scan, cutter.parts, most)
    cutter.scan = startScan()
    cutter.parts = []
    if (piece[end] !== ',') cutter.place = 'after'
    from = end + 1
    // An empty array has brackets only.
    if (cutter.cut === 0 && cutter.place === 'after' && slice.text?.trim() === '') break
    cutter.cut += 1
    yield slice
  }
  if (cutter.place === 'after') cutter.hasTail = piece.slice(from).trim() !== ''
}

/** Where to go on in the piece. */
function enter(cutter: Cutter, piece: string): number {
  if (cutter.place !== 'before') return 0
  const open = piece.indexOf('[')
  if (open >= 0) cutter.place = 'within'
  return open + 1
}

function isLegal(scan: Scan, most: number): boolean {
  return scan.values <= most && !isTooDeep(scan)
}

function sliceOf(scan: Scan, parts: readonly string[], most: number): Slice {
  return { text: isLegal(scan, most) ? parts.join('') : undefined, values: scan.values }
}

/** Every line, blank ones among them. */
export function* linesOf(pieces: Iterable<string>, most: number): Generator<Slice, void> {
  let parts: string[] = []
  for (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      parts.push(piece.slice(from, end))
      yield lineOf(parts.join(''), most)
      parts = []
      from = end + 1
    }
    parts.push(piece.slice(from))
  }
  yield lineOf(parts.join(''), most)
}

function lineOf(text: string, most: number): Slice {
  // Two characters a value at least.
  if (text.length < most) return { text, values: 1 }
  const scan = startScan()
  scanElement(scan, text, 0)
  return sliceOf(scan, [text], most)
}

export type Measured = {
  readonly values: number
  readonly isTooDeep: boolean
  /** Whether something follows the first value. */
  readonly hasMore: boolean
}

/** Measures a text that begins with a bracket; ends early beyond `most` values. */
export function measureValue(pieces: Iterable<string>, most: number): Measured {
  const scan = startScan()
  let hasEnded = false
  for (const piece of pieces) {
    const end = hasEnded ? 0 : scanValue(scan, piece)
    hasEnded ||= scan.depth <= 0 && scan.deepest > 0
    const hasMore = hasEnded && piece.slice(end).trim() !== ''
    if (hasMore || !isLegal(scan, most)) {
      return { values: scan.values, isTooDeep: isTooDeep(scan), hasMore }
    }
  }
  return { values: scan.values, isTooDeep: isTooDeep(scan), hasMore: false }
}

/** JSON values of a whole text; ends early beyond `most`, and counts as that a text nested too deep. */
export function countValues(pieces: Iterable<string>, most: number): number {
  const scan = startScan()
  for (const piece of pieces) {
    let at = 0
    while (at < piece.length) at = scanElement(scan, piece, at) + 1
    if (isTooDeep(scan)) return most + 1
    if (scan.values > most) break
  }
  return scan.values
}
