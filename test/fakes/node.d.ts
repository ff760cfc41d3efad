/** The part of Node's types that the fakes use; all of them conflict with the Worker's. */
declare module 'node:sqlite' {
  export type SqliteValue = null | number | bigint | string | Uint8Array

  export class StatementSync {
    all(...values: SqliteValue[]): Record<string, SqliteValue>[]
    run(...values: SqliteValue[]): { changes: number | bigint }
    columns(): { readonly name: string }[]
    setReturnArrays(enabled: boolean): void
  }

  export class DatabaseSync {
    constructor(path: string)
    exec(sql: string): void
    prepare(sql: string): StatementSync
    function(
      name: string,
      options: { readonly varargs: boolean },
      call: (...values: SqliteValue[]) => SqliteValue
    ): void
    close(): void
  }
}

declare module 'node:async_hooks' {
  export class AsyncLocalStorage<T> {
    run<R>(store: T, callback: () => R): R
    getStore(): T | undefined
  }
}

declare module 'node:v8' {
  export function serialize(value: unknown): Uint8Array
  export function deserialize(bytes: Uint8Array): unknown
}

declare module 'node:crypto' {
  export function hash(algorithm: 'sha256', data: string | Uint8Array, encoding: 'hex'): string
}

declare module 'node:fs' {
  export function readFileSync(path: string, encoding: 'utf8'): string
  export function readFileSync(path: string): Uint8Array
  export function readdirSync(path: string): string[]
}

declare module 'node:module' {
  export type Resolved = { readonly url: string; readonly shortCircuit?: boolean }
  export function registerHooks(hooks: {
    resolve(
      specifier: string,
      context: object,
      next: (specifier: string, context: object) => Resolved
    ): Resolved
  }): void
}

declare module 'node:worker_threads' {
  export const parentPort:
    | {
        on(event: 'message', listen: (value: unknown) => void): void
        postMessage(value: unknown): void
      }
    | undefined
}
