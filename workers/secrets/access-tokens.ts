/**
 * Short-lived tokens that stand for an API key: signed, not stored. They name the id of the key and
 * what they may do, never the key; a revoked key ends its tokens as it ends itself.
 */
import { z } from 'zod'
import { derivation } from '../../models/runtime/derivation'
import { type Permission, permissionsIn, permissionText } from '../../pipelines/events/permission'
import type { KeyRing, SecretKey } from './key-ring'

export const TOKEN_SECONDS = 1_799
const PREFIX = 'at_'

/** Short names: a token travels with every request. */
const Claims = z.object({ k: z.string(), s: z.string(), e: z.number() })

export type Token = {
  readonly keyId: string
  readonly permissions: ReadonlySet<Permission>
}
export type VerifiedToken = Token | 'expired' | 'invalid'

export function isAccessToken(text: string): boolean {
  return text.startsWith(PREFIX)
}

/** `expiresAt` in epoch seconds. */
export async function signToken(
  { keyId, permissions }: Token,
  expiresAt: number,
  [newest]: KeyRing
): Promise<string> {
  const claims = { k: keyId, s: permissionText(permissions), e: expiresAt }
  const signed = `${newest.id}.${toText(bytesOf(JSON.stringify(claims)))}`
  const signature = await crypto.subtle.sign('HMAC', await signingKey(newest), bytesOf(signed))
  return `${PREFIX}${signed}.${toText(new Uint8Array(signature))}`
}

/** A token signed by any key of the ring is good. */
export async function readToken(
  token: string,
  nowSeconds: number,
  ring: KeyRing
): Promise<VerifiedToken> {
  if (!isAccessToken(token)) return 'invalid'
  const [id = '', text = '', signature = '', more] = token.slice(PREFIX.length).split('.')
  const key = ring.find((each) => each.id === id)
  const [payload, mac] = [toBytes(text), toBytes(signature)]
  if (!key || !payload || !mac || more !== undefined) return 'invalid'
  const good = await crypto.subtle.verify(
    'HMAC',
    await signingKey(key),
    mac,
    bytesOf(`${id}.${text}`)
  )
  if (!good) return 'invalid'
  const { k, s, e } = Claims.parse(JSON.parse(new TextDecoder().decode(payload)))
  return e <= nowSeconds ? 'expired' : { keyId: k, permissions: permissionsIn(s) }
}

/** Importing a key takes longer than signing with it. */
const signingKey = derivation(({ secret }: SecretKey) =>
  crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
)

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function toBytes(text: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
