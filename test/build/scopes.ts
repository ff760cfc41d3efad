/** The scopes of the tests' own account. */
import type { Scope } from '../../pipelines/events/scope'

export const ACCOUNT = 'sandbox'
export const TEST: Scope = { account: ACCOUNT, mode: 'test' }
export const LIVE: Scope = { account: ACCOUNT, mode: 'live' }
