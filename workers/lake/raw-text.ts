/** Raw objects as text. */
import { gunzipSync, gzipSync } from 'node:zlib'

/** A queue batch is at most 12.8 MB. */
const MAX_TEXT_BYTES = 64_000_000

export type RawText = { readonly object: R2ObjectBody; readonly text: string }

/** Undefined when there is none; throws when it cannot be inflated. */
export async function readRawText(lake: R2Bucket, key: string): Promise<RawText | undefined> {
  const object = await lake.get(key)
  if (!object) return undefined
  const bytes = new Uint8Array(await object.arrayBuffer())
  return { object, text: inflate(bytes) }
}

export class UnreadableObject extends Error {}

function inflate(bytes: Uint8Array): string {
  try {
    return new TextDecoder().decode(gunzipSync(bytes, { maxOutputLength: MAX_TEXT_BYTES }))
  } catch (cause) {
    throw new UnreadableObject('raw object cannot be inflated', { cause })
  }
}

export function deflate(text: string): Uint8Array {
  return gzipSync(text)
}
