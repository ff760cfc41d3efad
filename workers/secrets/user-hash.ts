import { createHmac } from 'node:crypto'
import type { Scope } from '../../pipelines/events/scope'
import type { KeyRing, SecretKey } from './key-ring'

/** 132 bits: too many to collide, and without the key too many to try out. */
const LENGTH = 22

/**
 * A keyed hash of a user within an account: without the key nobody can test for a known user, and two
 * accounts that know the same user have different hashes. It begins with the id of its key.
 */
export function userHasher([newest]: KeyRing, scope: Scope): (userId: string) => string {
  return (userId) => hash(newest, scope, userId)
}

/** The hashes under which a user may be stored: one for each key, the newest first. */
export function userHashes(ring: KeyRing, scope: Scope, userId: string): string[] {
  return ring.map((key) => hash(key, scope, userId))
}

function hash({ id, secret }: SecretKey, { account }: Scope, userId: string): string {
  const mac = createHmac('sha256', secret).update(`${account}/${userId}`).digest('base64url')
  return `${id}.${mac.slice(0, LENGTH)}`
}
