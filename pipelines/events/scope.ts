/**
 * The owner of stored data: an account and one of its two modes. Test data never meets live data,
 * and no account meets another's, because every stored name begins with the key of a scope.
 */
import { z } from 'zod'

export const MODES = ['test', 'live'] as const
export type Mode = (typeof MODES)[number]

/** Lake prefixes begin with an account, beside `models/` and `audit/`, so these names are not free. */
const RESERVED = new Set(['models', 'audit'])

export const AccountName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/, {
    error: 'must be 2 to 40 lower-case letters, digits or hyphens, such as "acme-travel"',
  })
  .refine((name) => !RESERVED.has(name), 'is reserved; choose another account name')

export const Scope = z.object({ account: AccountName, mode: z.enum(MODES) })
export type Scope = Readonly<z.infer<typeof Scope>>

/** The account of whoever runs a deployment: its admin key, and letters without a readable owner. */
export const OPERATORS = 'operators'

/** The one text form of a scope: it starts lake prefixes, object names, KV keys and row keys. */
export function scopeKey({ account, mode }: Scope): string {
  return `${account}/${mode}`
}

/** Reads what `scopeKey` wrote; throws on any other text. */
export function scopeOf(key: string): Scope {
  const [account, mode, ...rest] = key.split('/')
  if (rest.length > 0) throw new Error(`"${key}" is not the key of a scope`)
  return Scope.parse({ account, mode })
}

export function sameScope(a: Scope, b: Scope): boolean {
  return a.account === b.account && a.mode === b.mode
}

/** The scopes of one account, live first. */
export function scopesOf(account: string): readonly Scope[] {
  return [
    { account, mode: 'live' },
    { account, mode: 'test' },
  ]
}
