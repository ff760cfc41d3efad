/**
 * A shared market pool: accounts whose observations of a market are answered from together, in one mode
 * at a time.
 */
import { AccountName } from './scope'

export type Pool = {
  readonly name: string
  /** Accounts, at most MAX_MEMBERS, in order of their names. */
  readonly members: readonly string[]
}

/** An answer reads a market of each member. */
export const MAX_MEMBERS = 16

/** The names of pools have the form of those of accounts. */
export const PoolName = AccountName
