/**
 * Writes an administrative act into the audit log before it happens, so that no act is without an
 * entry. An act that fails and is repeated has two.
 */
import type { Context } from 'hono'
import type { AuditAction } from '../audit/audit-chain'
import type { AppEnv } from '../http/app-env'
import { reach } from '../http/unavailable'
import { appendEntry } from '../storage/account/audit-rows'

export type Act = {
  readonly action: AuditAction
  /** Id of the thing that is acted on; never a user's id, which an erasure could not reach. */
  readonly subject: string
  readonly detail?: Readonly<Record<string, unknown>>
  /** Account whose log has the entry; the caller's when left out. */
  readonly account?: string
}

export async function recordAct(c: Context<AppEnv>, act: Act): Promise<void> {
  const { services, principal } = c.var
  const { action, subject, detail = {}, account = principal.scope.account } = act
  const entry = appendEntry(services.db, account, {
    action,
    actor: principal.keyId,
    mode: principal.scope.mode,
    subject,
    detail: JSON.stringify(detail),
    at: services.wallNow(),
  })
  await reach('database', entry)
}
