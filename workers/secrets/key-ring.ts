/**
 * Secret keys of one purpose, each with an id. The first one hashes and signs; the others, replaced by
 * it, still verify what they signed and find what they hashed.
 */
import { z } from 'zod'

export type SecretKey = { readonly id: string; readonly secret: string }
export type KeyRing = readonly [newest: SecretKey, ...older: SecretKey[]]

const ENTRY = /^([a-z0-9]{1,16})=(.{16,})$/s
/** Id of a key that is set without one. */
const ONLY_ID = '1'

/** `2=NEW,1=OLD`, the newest first; or one secret alone. Each secret has 16 characters or more. */
export const KeyRingSetting = z
  .string()
  .min(16, 'must be a secret of 16 characters or more, or ID=SECRET,ID=SECRET')
  .transform((text, context): KeyRing => {
    const entries = text.split(',').map((each) => ENTRY.exec(each.trim()))
    const keys = entries.flatMap((entry) =>
      entry?.[1] && entry[2] ? [secretKeyOf(entry[1], entry[2])] : []
    )
    const [newest, ...older] = keys
    if (!newest) return [secretKeyOf(ONLY_ID, text)]
    if (keys.length < entries.length || new Set(keys.map(({ id }) => id)).size < keys.length) {
      context.addIssue({
        code: 'custom',
        message: 'must be ID=SECRET,ID=SECRET with different ids of a-z and 0-9',
      })
      return z.NEVER
    }
    return [newest, ...older]
  })

function secretKeyOf(id: string, secret: string): SecretKey {
  return { id, secret }
}
