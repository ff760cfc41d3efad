/** What is used of Node's modules; the whole of their types does not go together with the Worker's. */
declare module 'node:crypto' {
  export function createHmac(
    algorithm: 'sha256',
    key: string
  ): { update(text: string): { digest(encoding: 'base64url'): string } }
}

declare module 'node:zlib' {
  export function gunzipSync(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number }
  ): Uint8Array
  export function gzipSync(text: string): Uint8Array
}
