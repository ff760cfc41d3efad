/** The used part of Node's modules; all of their types would contradict the Worker's. */
declare module 'node:crypto' {
  export function hash(algorithm: 'sha256', data: string, encoding: 'hex'): string
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
  export function inflateRawSync(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number }
  ): Uint8Array
  export function gzipSync(text: string): Uint8Array
}
