/** What is used of Node's modules; the whole of their types does not go together with the Worker's. */
declare module 'node:crypto' {
  type Hmac = { update(text: string): Hmac; digest(encoding: 'base64url'): string }
  export function createHmac(algorithm: 'sha256', key: string): Hmac
}

declare module 'node:zlib' {
  export function gunzipSync(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number }
  ): Uint8Array
  export function gzipSync(text: string): Uint8Array
}
