/**
 * Aliases of a model's versions, and their history as a log: an entry sets an alias to a version, or
 * clears it. The state at any instant is the latest entry of each alias by then.
 */
import { z } from 'zod'

export const ALIASES = ['champion', 'challenger', 'shadow'] as const
export const Alias = z.enum(ALIASES)
export type Alias = z.infer<typeof Alias>

export const ACTIONS = ['upload', 'promote', 'refuse', 'rollback', 'clear'] as const
export type RegistryAction = (typeof ACTIONS)[number]

export type LogEntry = {
  /** Ascends with time; orders entries of one instant. */
  readonly id: number
  readonly at: number
  readonly action: RegistryAction
  /** Null for an upload or a refusal. */
  readonly alias: Alias | null
  /** Null where the alias was cleared. */
  readonly version: string | null
  /** Share of the traffic that a challenger answers. */
  readonly share: number | null
}

export type AliasState = {
  readonly version: string
  readonly share: number | null
  readonly since: number
}
export type Aliases = Partial<Readonly<Record<Alias, AliasState>>>

/** Takes the log in any order. */
export function aliasesAt(log: readonly LogEntry[], at: number): Aliases {
  const latest = new Map<Alias, LogEntry>()
  const known = log.filter((entry) => entry.at <= at).toSorted((a, b) => a.id - b.id)
  for (const entry of known) if (entry.alias) latest.set(entry.alias, entry)
  const states = [...latest].flatMap(([alias, { version, share, at: since }]) =>
    version === null ? [] : [[alias, { version, share, since }] as const]
  )
  return Object.fromEntries(states)
}

/**
 * The champion before the present one, as the log has it: a version, null for the one that ships, or
 * undefined where there is nothing to go back to. A version that a rollback left is not returned to.
 */
export function championBefore(log: readonly LogEntry[]): string | null | undefined {
  const history: (string | null)[] = [null]
  for (const { alias, action, version } of log.toSorted((a, b) => a.id - b.id)) {
    if (alias !== 'champion') continue
    if (action === 'rollback') history.pop()
    else history.push(version)
  }
  return history.length > 1 ? history.at(-2) : undefined
}
