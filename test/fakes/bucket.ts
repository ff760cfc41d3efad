/** R2 with its limits: conditional writes, one write a second a key, keys of 1,024 bytes, pages. */
import type { Platform } from './platform'

const MAX_KEY_BYTES = 1_024
const MAX_METADATA_BYTES = 2_048
const MAX_PAGE = 1_000
const MAX_DELETE = 1_000
const WRITE_EVERY_MS = 1_000

type Stored = {
  readonly bytes: Uint8Array
  readonly version: number
  readonly uploaded: number
  readonly options: Pick<R2PutOptions, 'customMetadata' | 'httpMetadata'>
}

export class FakeBucket implements R2Bucket {
  readonly #platform: Platform
  readonly #objects = new Map<string, Stored>()
  readonly #writtenAt = new Map<string, number>()
  #sorted: string[] | undefined
  #versions = 0

  constructor(platform: Platform) {
    this.#platform = platform
  }

  head(key: string): Promise<R2Object | null> {
    return this.#call('head', () => {
      const stored = this.#objects.get(key)
      return stored ? objectOf(key, stored) : null
    })
  }

  async get(key: string, options?: R2GetOptions): Promise<R2ObjectBody | null> {
    if (options?.onlyIf || options?.range) throw new Error('FakeBucket: get takes no conditions')
    return this.#call('get', () => {
      const stored = this.#objects.get(key)
      return stored ? bodyOf(key, stored, this.#platform) : null
    })
  }

  put(
    key: string,
    value: PutValue,
    options?: R2PutOptions & { onlyIf: R2Conditional | Headers }
  ): Promise<R2Object | null>
  put(key: string, value: PutValue, options?: R2PutOptions): Promise<R2Object>
  put(key: string, value: PutValue, options?: R2PutOptions): Promise<R2Object | null> {
    return this.#call('put', () => {
      checkKey(key)
      checkMetadata(options?.customMetadata)
      this.#checkRate(key)
      const before = this.#objects.get(key)
      if (!isMet(options?.onlyIf, before)) return null
      return objectOf(key, this.#store(key, bytesOf(value), options))
    })
  }

  delete(keys: string | string[]): Promise<void> {
    return this.#call('delete', () => {
      const all = [keys].flat()
      if (all.length > MAX_DELETE) throw new Error('delete: at most 1,000 keys (10050)')
      for (const key of all) if (this.#objects.delete(key)) this.#sorted = undefined
    })
  }

  list(options: R2ListOptions = {}): Promise<R2Objects> {
    return this.#call('list', () => {
      if (options.delimiter) throw new Error('FakeBucket: list takes no delimiter')
      const { prefix = '', startAfter = '', cursor = '', include = [] } = options
      const limit = Math.min(MAX_PAGE, options.limit ?? MAX_PAGE)
      const after = cursor || startAfter
      const keys = this.keys().filter((key) => key.startsWith(prefix) && key > after)
      const page = keys.slice(0, limit)
      const objects = page.flatMap((key) => {
        const stored = this.#objects.get(key)
        if (!stored) return []
        const metadata = include.includes('customMetadata') ? stored.options : {}
        return objectOf(key, { ...stored, options: metadata })
      })
      const last = page.at(-1)
      return keys.length > limit && last !== undefined
        ? { objects, delimitedPrefixes: [], truncated: true, cursor: last }
        : { objects, delimitedPrefixes: [], truncated: false }
    })
  }

  createMultipartUpload(): Promise<R2MultipartUpload> {
    return Promise.reject(new Error('FakeBucket has no multipart uploads'))
  }

  resumeMultipartUpload(): R2MultipartUpload {
    throw new Error('FakeBucket has no multipart uploads')
  }

  /** For checks, outside of the simulated time: every key, sorted. */
  keys(): readonly string[] {
    this.#sorted ??= [...this.#objects.keys()].sort()
    return this.#sorted
  }

  /** For checks, outside of the simulated time. */
  bytesAt(key: string): Uint8Array | undefined {
    return this.#objects.get(key)?.bytes
  }

  /** Truncates an object, as a local disk does when its process is killed while writing. */
  tear(key: string): void {
    const stored = this.#objects.get(key)
    if (!stored) return
    const bytes = stored.bytes.slice(0, Math.floor(stored.bytes.length / 2))
    this.#objects.set(key, { ...stored, bytes })
  }

  #call<T>(operation: string, work: () => T): Promise<T> {
    return this.#platform.call('lake', operation, work)
  }

  #store(key: string, bytes: Uint8Array, options: R2PutOptions = {}): Stored {
    this.#versions += 1
    const { customMetadata, httpMetadata } = options
    const stored = {
      bytes,
      version: this.#versions,
      uploaded: this.#platform.simulation.now,
      options: { ...(customMetadata && { customMetadata }), ...(httpMetadata && { httpMetadata }) },
    }
    if (!this.#objects.has(key)) this.#sorted = undefined
    this.#objects.set(key, stored)
    return stored
  }

  #checkRate(key: string): void {
    const { now } = this.#platform.simulation
    const writtenAt = this.#writtenAt.get(key)
    if (writtenAt !== undefined && now - writtenAt < WRITE_EVERY_MS) {
      throw new Error('put: Reduce your concurrent request rate for the same object. (10058)')
    }
    this.#writtenAt.set(key, now)
  }
}

type PutValue = ReadableStream | ArrayBuffer | ArrayBufferView | string | null | Blob

function checkKey(key: string): void {
  if (new TextEncoder().encode(key).length > MAX_KEY_BYTES) {
    throw new Error('The specified object name is not valid. (10020)')
  }
}

function checkMetadata(metadata: Record<string, string> | undefined): void {
  if (metadata && new TextEncoder().encode(JSON.stringify(metadata)).length > MAX_METADATA_BYTES) {
    throw new Error('Your metadata headers exceed the maximum allowed metadata size. (10012)')
  }
}

function isMet(condition: R2Conditional | Headers | undefined, before: Stored | undefined) {
  if (!condition) return true
  const matches = condition instanceof Headers ? condition.get('if-match') : condition.etagMatches
  const none =
    condition instanceof Headers ? condition.get('if-none-match') : condition.etagDoesNotMatch
  if (matches && (!before || matches !== etagOf(before))) return false
  if (none === '*') return !before
  return !none || !before || none !== etagOf(before)
}

function bytesOf(value: PutValue): Uint8Array {
  if (value === null) return new Uint8Array()
  if (typeof value === 'string') return new TextEncoder().encode(value)
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0))
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
  }
  throw new Error('FakeBucket: put takes text or bytes')
}

function etagOf({ version }: Stored): string {
  return version.toString(16).padStart(32, '0')
}

function objectOf(key: string, stored: Stored): R2Object {
  const { bytes, version, uploaded, options } = stored
  return {
    key,
    version: String(version),
    size: bytes.length,
    etag: etagOf(stored),
    httpEtag: `"${etagOf(stored)}"`,
    checksums: { toJSON: () => ({}) },
    uploaded: new Date(uploaded),
    storageClass: 'Standard',
    writeHttpMetadata: () => {},
    ...(options.customMetadata && { customMetadata: { ...options.customMetadata } }),
    ...(options.httpMetadata &&
      !(options.httpMetadata instanceof Headers) && { httpMetadata: options.httpMetadata }),
  }
}

function bodyOf(key: string, stored: Stored, { simulation }: Platform): R2ObjectBody {
  const read = async () => {
    await simulation.wait(1)
    simulation.isolate?.receive(stored.bytes.length)
    return stored.bytes.slice()
  }
  const text = async () => new TextDecoder().decode(await read())
  return {
    ...objectOf(key, stored),
    writeHttpMetadata: () => {},
    get body(): ReadableStream {
      throw new Error('FakeBucket gives no streams')
    },
    bodyUsed: false,
    bytes: read,
    arrayBuffer: async () => (await read()).buffer,
    text,
    json: async () => JSON.parse(await text()),
    blob: () => Promise.reject(new Error('FakeBucket gives no blobs')),
  }
}
