import { createHmac } from 'node:crypto'
import type { Scope } from '../../pipelines/events/scope'

/** 132 bits: too many to collide, and without the key too many to try out. */
const LENGTH = 22

/**
 * A keyed hash of a user within an account: without the key nobody can test for a known user, and two
 * accounts that know the same user have different hashes.
 */
export function userHasher(key: string, { account }: Scope): (userId: string) => string {
  return (userId) =>
    createHmac('sha256', key).update(`${account}/${userId}`).digest('base64url').slice(0, LENGTH)
}
