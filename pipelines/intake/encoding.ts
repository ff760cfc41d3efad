/**
 * The encoding of a body, by its first bytes: a byte order mark, else the zero bytes that UTF-16
 * leaves between Latin letters, else the XML declaration or the content type. A declaration of
 * UTF-16 in text of single bytes is wrong: .NET clients write it into UTF-8.
 */

/** `start` holds the first few hundred bytes of the body; `charset` is the content type's. */
export function encodingOf(start: Uint8Array, charset: string | undefined): string {
  const [a = -1, b = -1, c = -1, d = -1] = start
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a > 0 && b === 0 && c > 0 && d === 0) return 'utf-16le'
  if (a === 0 && b > 0 && c === 0 && d > 0) return 'utf-16be'
  const head = String.fromCharCode(...start.slice(0, DECLARATION_BYTES))
  const declared = (DECLARATION.exec(head)?.[1] ?? charset ?? 'utf-8').toLowerCase()
  return /^(?:utf-?8|(?:utf-?16|ucs-?2).*)$/.test(declared) ? 'utf-8' : declared
}
const DECLARATION_BYTES = 200
const DECLARATION = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]{1,40})["']/
