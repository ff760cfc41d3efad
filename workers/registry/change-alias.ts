/**
 * Sets or clears an alias of an account's versions. Each change is one entry of the log, appended where
 * nothing was decided since the log was read.
 */
import type { Scope } from '../../pipelines/events/scope'
import { type Alias, aliasesAt, championBefore } from '../../pipelines/registry/aliases'
import type { Refusal } from '../../pipelines/registry/promotion-gate'
import { renewOwnModels } from '../inference/own-models'
import type { Services } from '../services'
import { appendLogAfter, type NewLogRow, readLog } from '../storage/registry/model-log-rows'
import { findVersion } from '../storage/registry/version-rows'
import { championOf, judgeVersion } from './judge-version'

export type Change = {
  readonly scope: Scope
  readonly model: string
  /** Null for the service itself. */
  readonly keyId: string | null
}

export type Changed =
  | { readonly state: 'done'; readonly champion: string | undefined }
  | { readonly state: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly state: 'unknown-version' }
  | { readonly state: 'nothing-before' }
  | { readonly state: 'conflict' }

export type Promotion = {
  readonly version: string
  readonly alias: Alias
  /** Share of the traffic of a challenger. */
  readonly share: number | undefined
}

/** A champion passes the gate; a challenger and a shadow are measured first, so they need not. */
export async function promote(
  services: Services,
  change: Change,
  { version, alias, share }: Promotion
): Promise<Changed> {
  const { scope, model, keyId } = change
  const { db, now } = services
  const entry = { scope, model, keyId, at: now, version, share: share ?? null }
  if (alias !== 'champion') {
    if (!(await findVersion(db, scope, model, version))) return { state: 'unknown-version' }
    const log = await readLog(db, scope, model)
    return append(services, log, { ...entry, action: 'promote', alias, detail: {} })
  }
  const judged = await judgeVersion(services, scope, model, version)
  if (!judged) return { state: 'unknown-version' }
  const { verdict, log } = judged
  const { refusals, againstChampion = null, againstRule = null } = verdict
  if (!verdict.passes) {
    const detail = { refusals }
    await appendLogAfter(db, lastOf(log), { ...entry, action: 'refuse', alias: null, detail })
    return { state: 'refused', refusals }
  }
  const detail = { against_champion: againstChampion, against_rule: againstRule }
  return append(services, log, { ...entry, share: null, action: 'promote', alias, detail })
}

/** Back to the champion before the present one; the one that ships where there was none. */
export async function rollBack(
  services: Services,
  change: Change,
  reason: Readonly<Record<string, unknown>>
): Promise<Changed> {
  const { scope, model, keyId } = change
  const log = await readLog(services.db, scope, model)
  const version = championBefore(log)
  if (version === undefined) return { state: 'nothing-before' }
  const entry = { scope, model, keyId, at: services.now, version, share: null, detail: reason }
  return append(services, log, { ...entry, action: 'rollback', alias: 'champion' })
}

/** Takes a challenger or a shadow out of the traffic. */
export async function clearAlias(
  services: Services,
  change: Change,
  alias: Exclude<Alias, 'champion'>,
  reason: Readonly<Record<string, unknown>>
): Promise<Changed> {
  const { scope, model, keyId } = change
  const log = await readLog(services.db, scope, model)
  if (!aliasesAt(log, Number.MAX_SAFE_INTEGER)[alias]) return { state: 'nothing-before' }
  const entry = {
    scope,
    model,
    keyId,
    at: services.now,
    version: null,
    share: null,
    detail: reason,
  }
  return append(services, log, { ...entry, action: 'clear', alias })
}

async function append(
  services: Services,
  log: Awaited<ReturnType<typeof readLog>>,
  row: NewLogRow
): Promise<Changed> {
  const { db } = services
  if (!(await appendLogAfter(db, lastOf(log), row))) return { state: 'conflict' }
  await renewOwnModels(services, row.scope)
  const now = await readLog(db, row.scope, row.model)
  return { state: 'done', champion: await championOf(services, row.model, now) }
}

function lastOf(log: Awaited<ReturnType<typeof readLog>>): number {
  return log.at(-1)?.id ?? 0
}
