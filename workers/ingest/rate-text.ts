/** The text of a file of exchange rates, out of the zip or gzip that the bank serves it in. */
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { encodingOf } from '../../pipelines/intake/encoding'
import { rateFormOf } from '../../pipelines/sources/rates/rate-form'

/** The whole history takes 9 MB as XML, 2.4 MB as CSV. */
export const MAX_RATE_BYTES = 12_000_000

/** The bank's files shrink 4 to 15 times. */
const MAX_INFLATION = 50
const ALWAYS_INFLATED_BYTES = 250_000

function mostInflated({ byteLength }: Uint8Array): number {
  return Math.min(MAX_RATE_BYTES, Math.max(ALWAYS_INFLATED_BYTES, byteLength * MAX_INFLATION))
}

export type RateText = { readonly text: string } | { readonly detail: string }

export function rateTextOf(bytes: Uint8Array): RateText {
  const known = rateFormOf(bytes.subarray(0, 64))
  if ('detail' in known) return known
  try {
    if (known.form === 'zip') return onlyFileOf(bytes)
    const plain =
      known.form === 'gzip' ? gunzipSync(bytes, { maxOutputLength: mostInflated(bytes) }) : bytes
    return textOf(plain)
  } catch {
    return {
      detail: `the ${known.form} is damaged, inflates to more than ${MAX_INFLATION} times its size, or is longer than ${MAX_RATE_BYTES / 1e6} MB`,
    }
  }
}

function textOf(bytes: Uint8Array): RateText {
  const encoding = encodingOf(bytes.subarray(0, 256), undefined)
  return { text: new TextDecoder(encoding).decode(bytes) }
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const LOCAL_BYTES = 30
/** A comment behind the directory may have so many bytes. */
const COMMENT_BYTES = 65_535

/** By the directory at the archive's end (PKWARE APPNOTE 4.3.12 and 4.3.16). */
function onlyFileOf(bytes: Uint8Array): RateText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_BYTES
  const first = Math.max(0, end - COMMENT_BYTES)
  while (end >= first && view.getUint32(end, true) !== END) end -= 1
  if (end < first) return { detail: 'the zip archive is cut off; send it again' }
  const files = view.getUint16(end + 10, true)
  if (files > 1 && isWorkbook(bytes)) {
    return { detail: "this is an Excel workbook; send the bank's CSV, XML or zip" }
  }
  if (files !== 1) return { detail: `the zip archive has ${files} files; send one with the rates` }

  const entry = view.getUint32(end + 16, true)
  if (view.getUint32(entry, true) !== ENTRY) return { detail: 'the zip archive is damaged' }
  const method = view.getUint16(entry + 10, true)
  const size = view.getUint32(entry + 20, true)
  const local = view.getUint32(entry + 42, true)
  const start =
    local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const packed = bytes.subarray(start, start + size)
  if (method === 0) return textOf(packed)
  if (method !== 8) return { detail: `the zip archive is packed by method ${method}; use deflate` }
  return textOf(inflateRawSync(packed, { maxOutputLength: mostInflated(packed) }))
}

/** A workbook is a zip whose first file is the list of its parts. */
function isWorkbook(bytes: Uint8Array): boolean {
  return new TextDecoder()
    .decode(bytes.subarray(LOCAL_BYTES, LOCAL_BYTES + 30))
    .startsWith('[Content')
}
