/** Reads the owner of local data from `--account` and `--live`. */
import { AccountName, type Scope } from '../../pipelines/events/scope'
import { Misuse } from './misuse'

export function scopeOption(values: {
  readonly account: string
  readonly live: boolean | undefined
}): Scope {
  const account = AccountName.safeParse(values.account)
  if (account.success) return { account: account.data, mode: values.live ? 'live' : 'test' }
  throw new Misuse(`--account ${account.error.issues[0]?.message}`)
}
