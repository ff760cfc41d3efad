/**
 * Short-lived tokens that stand for an API key: signed, not stored. They name the key's id, never
 * the key; a revoked key ends its tokens as it ends itself.
 */

export const TOKEN_SECONDS = 1_799
const PREFIX = 'at_'
/** Keeps this use of the secret apart from every other. */
const PURPOSE = 'fareline access token'

export type TokenReading = { readonly keyId: string } | 'expired' | 'invalid'

export function isAccessToken(text: string): boolean {
  return text.startsWith(PREFIX)
}

/** `expiresAt` in epoch seconds. */
export async function signToken(keyId: string, expiresAt: number, secret: string): Promise<string> {
  const claim = `${toText(new TextEncoder().encode(keyId))}.${expiresAt.toString(36)}`
  const signature = await crypto.subtle.sign('HMAC', await signingKey(secret), bytesOf(claim))
  return `${PREFIX}${claim}.${toText(new Uint8Array(signature))}`
}

export async function readToken(
  token: string,
  nowSeconds: number,
  secret: string
): Promise<TokenReading> {
  const [id = '', expiry = '', signature = '', more] = token.slice(PREFIX.length).split('.')
  const [keyId, signed] = [toBytes(id), toBytes(signature)]
  if (!isAccessToken(token) || more !== undefined || !keyId || !signed) return 'invalid'
  const good = await crypto.subtle.verify(
    'HMAC',
    await signingKey(secret),
    signed,
    bytesOf(`${id}.${expiry}`)
  )
  if (!good) return 'invalid'
  if (Number.parseInt(expiry, 36) <= nowSeconds) return 'expired'
  return { keyId: new TextDecoder().decode(keyId) }
}

let known: { readonly secret: string; readonly key: CryptoKey } | undefined

async function signingKey(secret: string): Promise<CryptoKey> {
  if (known?.secret === secret) return known.key
  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(`${PURPOSE}:${secret}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify']
  )
  known = { secret, key }
  return key
}

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
