/**
 * Names of a traveller's object, and ids of their rankings. An id leads to the object of its traveller
 * within the caller's scope, so feedback needs neither user nor session.
 */
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { KeyRing } from '../secrets/key-ring'
import { userHasher } from '../secrets/user-hash'

/** A hashed user or session, or a random name: "u1.x4Jq...". */
export type TravellerKey = string

const RANKING_ID = /^rnk_([usa][\w.-]{8,64})~[\da-f]{16}$/

export function travellerKey(
  ring: KeyRing,
  scope: Scope,
  { user, session }: { readonly user?: string | undefined; readonly session?: string | undefined }
): TravellerKey {
  if (user !== undefined) return userKey(userHasher(ring, scope)(user))
  if (session !== undefined) return `s${userHasher(ring, scope)(session)}`
  return `a${crypto.randomUUID()}`
}

export function userKey(userHash: string): TravellerKey {
  return `u${userHash}`
}

export function travellerName(scope: Scope, key: TravellerKey): string {
  return `${scopeKey(scope)}/${key}`
}

export function newRankingId(key: TravellerKey): string {
  return `rnk_${key}~${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`
}

export function travellerOf(rankingId: string): TravellerKey | undefined {
  return RANKING_ID.exec(rankingId)?.[1]
}
