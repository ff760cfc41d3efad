/**
 * Recognises the form of a file of rates by its first bytes: names and content types of downloads
 * are often wrong.
 */
export type RateForm = 'zip' | 'gzip' | 'xml' | 'csv'

/** Returns a detail that names the form where it is not read. */
export function rateFormOf(start: Uint8Array): { form: RateForm } | { detail: string } {
  const head = String.fromCharCode(...start.slice(0, 64)).replaceAll('\0', '')
  if (head.startsWith('PK')) return { form: 'zip' }
  if (start[0] === 0x1f && start[1] === 0x8b) return { form: 'gzip' }
  const other = OTHERS.find(([pattern]) => pattern.test(head))
  if (other) return { detail: `this is ${other[1]}; send the bank's CSV, XML or zip` }
  return { form: /^[^<A-Za-z"]*</.test(head) ? 'xml' : 'csv' }
}

const OTHERS = [
  [/^%PDF/, 'a PDF'],
  [/^\s*[[{]/, 'JSON'],
  [/^\s*<(?:!doctype html|html)/i, 'a web page'],
  [/^\u00d0\u00cf/, 'an Excel workbook'],
  [/^Rar!/, 'a RAR archive'],
  [/^7z/, 'a 7z archive'],
] as const
